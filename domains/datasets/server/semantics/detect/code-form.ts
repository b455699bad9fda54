/** A code as an office writes one: letters, digits and what divides them, with a digit at least. */
export const code = /^(?=.*\d)[A-Z0-9][A-Z0-9\-/_.# ]{1,39}$/i;
