/** The fields of a form; of a field that was sent twice, the last value counts. */
export class QueryDict extends Map<string, unknown> {}
