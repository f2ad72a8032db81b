import type { Request } from 'express'

/** The parameters of a query. As in Django, the last value of a parameter counts. */
export class QueryParams extends URLSearchParams {
  override get(name: string): string | null {
    return this.getAll(name).at(-1) ?? null
  }
}

/** https://www.django-rest-framework.org/api-guide/requests/#query_params */
export function queryParams({ url }: Request): QueryParams {
  const at = url.indexOf('?')
  return new QueryParams(at < 0 ? '' : url.slice(at + 1))
}
