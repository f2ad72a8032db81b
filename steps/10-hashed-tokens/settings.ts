/** How long a token works after the login, in seconds: ten hours. */
export const TOKEN_TTL = 10 * 60 * 60

/** How many tokens a user may have that work: one for each device. */
export const TOKEN_LIMIT_PER_USER = 10

/** How many characters of a token are stored as they are, to find its row by. */
export const TOKEN_KEY_LENGTH = 15
