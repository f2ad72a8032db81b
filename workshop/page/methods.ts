/** The methods that the console can send. */
export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

/** Those with a body. */
export const WITH_BODY = ['POST', 'PUT', 'PATCH']
