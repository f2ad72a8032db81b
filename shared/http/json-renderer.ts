import type { Response } from 'express'

/**
 * Sends JSON as DRF's JSONRenderer does: compact, UTF-8, `application/json` without a charset.
 *
 * https://www.django-rest-framework.org/api-guide/renderers/#jsonrenderer
 */
export function renderJson(this: Response, data: unknown): Response {
  // JSON can contain these two line ends, but JavaScript source cannot.
  const text = JSON.stringify(data).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')
  this.setHeader('Content-Type', 'application/json')
  // Not send(): Express adds a charset to a string, and Node needs two writes for bytes.
  this.end(text)
  return this
}
