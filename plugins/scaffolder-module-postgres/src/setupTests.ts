import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Rendering an app takes longer than the default of one second on a busy machine.
configure({ asyncUtilTimeout: 20_000 });
