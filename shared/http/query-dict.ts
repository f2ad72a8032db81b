/** The fields of a form. If a field was sent twice, the last value counts. */
export class QueryDict extends Map<string, unknown> {}
