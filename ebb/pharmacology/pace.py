"""Equal steps taken many times over at the cost of a few: whatever is known over one length is doubled."""

import numpy as np

from ebb.pharmacology.people import Array


class Doublings:
    """The transition over one length of time, and over 2, 4, 8 … such lengths, each the square of the one before."""

    def __init__(self, once: Array) -> None:
        self._powers = [once]

    def __getitem__(self, bit: int) -> Array:
        """The transition over 2**bit lengths, shape (p, n, n)."""
        while len(self._powers) <= bit:
            self._powers.append(self._powers[-1] @ self._powers[-1])
        return self._powers[bit]

    def carry(self, states: Array, lengths: int) -> Array:
        """The states, shape (p, n, m), so many lengths later."""
        for bit in range(lengths.bit_length()):
            if lengths >> bit & 1:
                states = self[bit] @ states
        return states


class Pace:
    """One step of many people, taken along stretches of up to `longest` of them.

    step: the transition over it, shape (p, n, n). reads: what is looked at after each, shape (p, r, n).
    """

    def __init__(self, step: Array, reads: Array, longest: int) -> None:
        self._steps = Doublings(step)
        self._bits = longest.bit_length() // 2
        self._ahead = self._looking_ahead(reads, 1 << self._bits)

    def look(self, state: Array, seen: Array) -> Array:
        """Walk on from `state`, shape (p, n, 1), writing what each step reads into `seen`, shape (p, r, k).

        Returns the state at the end. k = G B + R steps are G giant steps of B baby steps each, and R more: the states
        a giant step apart, times the reads that look 1 to B steps ahead, are all of `seen` in two products.
        """
        people, rows, looks = seen.shape
        giants, rest = divmod(looks, self._ahead.shape[3])
        walked = looks - rest
        states = self._giant_steps(state, giants)
        apart = states.swapaxes(1, 2)[:, None]
        whole = seen[:, :, :walked].reshape(people, rows, giants, self._ahead.shape[3], copy=False)
        np.matmul(apart[:, :, :-1], self._ahead, out=whole)
        np.matmul(apart[:, :, -1:], self._ahead[..., :rest], out=seen[:, :, None, walked:])
        return self._steps.carry(states[:, :, -1:], rest)

    def _giant_steps(self, state: Array, giants: int) -> Array:
        """The state, and where each of so many giant steps leads, shape (p, n, giants + 1)."""
        states = np.empty((*state.shape[:2], giants + 1))
        states[:, :, :1] = state
        for bit in range(giants.bit_length()):
            known, more = 1 << bit, min(1 << bit, giants + 1 - (1 << bit))
            np.matmul(self._steps[self._bits + bit], states[:, :, :more], out=states[:, :, known : known + more])
        return states

    def _looking_ahead(self, reads: Array, babies: int) -> Array:
        """What reads a state 1, 2 … `babies` steps before it is there, shape (p, r, n, babies)."""
        ahead = np.empty((*reads.shape, babies))
        ahead[..., 0] = reads @ self._steps[0]
        for bit in range(babies.bit_length() - 1):
            known = 1 << bit
            further = self._steps[bit].swapaxes(1, 2)[:, None]
            np.matmul(further, ahead[..., :known], out=ahead[..., known : 2 * known])
        return ahead
