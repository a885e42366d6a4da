/** State-changing requests carry this header; no form on a foreign page can send it. */
export const intent = { 'X-Yunjian': '1' };
