/** Standings in which something can still be handed in for a due item. */
export const openStandings = ['open', 'not_admitted', 'returned', 'submitted'] as const;
export const canSubmitTo = (standing: string): boolean => (openStandings as readonly string[]).includes(standing);
