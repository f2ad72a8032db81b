import type { Response } from 'express'

/**
 * Answers with JSON as DRF's JSONRenderer writes it: compact, UTF-8, `application/json` and no charset.
 *
 * https://www.django-rest-framework.org/api-guide/renderers/#jsonrenderer
 */
export function renderJson(this: Response, data: unknown): Response {
  // JSON may hold these two line ends as they are, JavaScript source may not.
  const text = JSON.stringify(data).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
  this.setHeader('Content-Type', 'application/json')
  // Not with send(): Express adds a charset to a string, and Node needs two writes for bytes.
  this.end(text)
  return this
}
