/** Standings in which something can still be handed in for a due item; after an adverse verdict it is the proof of a rectification. */
export const openStandings = ['open', 'not_admitted', 'returned', 'submitted', 'non_compliant'] as const;
export const canSubmitTo = (standing: string): boolean => (openStandings as readonly string[]).includes(standing);
