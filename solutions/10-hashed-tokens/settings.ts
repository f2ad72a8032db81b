/** How long a token works after the login, in seconds: ten hours. */
export const TOKEN_TTL = 10 * 60 * 60

/** How many valid tokens a user can have: one for each device. */
export const TOKEN_LIMIT_PER_USER = 10

/** How many characters of a token are stored in clear, to find its row. */
export const TOKEN_KEY_LENGTH = 15
