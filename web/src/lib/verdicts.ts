export const verdicts = ['compliant', 'compliant_with_remarks', 'partly_compliant', 'non_compliant'];

/** Verdicts against the provider: they need reasons and can order rectification. */
export const isAdverse = (verdict: string | undefined): boolean => verdict === 'partly_compliant' || verdict === 'non_compliant';
