/** The page of an obligation; its id contains a slash. */
export const obligationPath = (obligation: string): string => `/catalogue/${encodeURIComponent(obligation)}`;
