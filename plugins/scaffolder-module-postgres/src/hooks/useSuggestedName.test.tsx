import { useLayoutEffect, type ReactNode } from 'react';
import { renderHook } from '@testing-library/react';
import { MemoryRouter } from 'react-router-dom';
import { useSuggestedName } from './useSuggestedName';

const wrapper = ({ children }: { children: ReactNode }) => (
  <MemoryRouter>{children}</MemoryRouter>
);

it('suggests a name', () => {
  const onChange = jest.fn();
  renderHook(() => useSuggestedName('a', undefined, 'orders-db', onChange), {
    wrapper,
  });
  expect(onChange).toHaveBeenCalledWith('orders-db');
});

it('keeps what the user types between the render with a suggestion and its effect', () => {
  const onChange = jest.fn();
  renderHook(
    () => {
      const keepAsTyped = useSuggestedName(
        'b',
        undefined,
        'orders-db',
        onChange,
      );
      // Before the effect, as the handler of an event can be.
      useLayoutEffect(keepAsTyped);
    },
    { wrapper },
  );
  expect(onChange).not.toHaveBeenCalled();
});
