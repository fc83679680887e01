import '@testing-library/jest-dom';

// Machines that build are slow at times; what a test waits for it polls for.
jest.setTimeout(60_000);
