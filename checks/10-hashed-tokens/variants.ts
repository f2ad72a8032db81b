import type { Variant } from '../harness/variant.ts'

/** Right solutions in other styles: every check passes. */
export const variants: Variant[] = [
  {
    name: 'hashes bytes',
    file: '10-hashed-tokens/models.ts',
    find: "createHash('sha512').update(token).digest('hex')",
    replace: "createHash('sha512').update(Buffer.from(token, 'utf8')).digest().toString('hex')",
  },
  {
    name: 'builds the row in one expression',
    file: '10-hashed-tokens/models.ts',
    find: `    const digest = hashToken(token)
    const tokenKey = token.slice(0, TOKEN_KEY_LENGTH)
    return [await AuthToken.objects.create({ digest, tokenKey, user, expiry: after(ttl) }), token]`,
    replace: `    const row = await AuthToken.objects.create({
      digest: hashToken(token),
      tokenKey: token.substring(0, TOKEN_KEY_LENGTH),
      userId: Number(user.id),
      expiry: after(ttl),
    })
    return [row, token]`,
  },
  {
    name: 'compares Date objects',
    file: '10-hashed-tokens/models.ts',
    find: 'this.expiry !== null && Date.parse(this.expiry) < now().getTime()',
    replace: 'this.expiry ? new Date(this.expiry) < now() : false',
  },
  {
    name: 'finds the row in the result',
    buys: 'Hashing, deleting and finding are separate steps. The loop skips rows with `continue`, and stops at the first match.',
    file: '10-hashed-tokens/authentication.ts',
    find: `    for (const authToken of await AuthToken.objects.filter({ tokenKey })) {
      await AuthToken.deleteExpired(authToken.userId)
      if (authToken.hasExpired || !compareDigest(hashToken(token), authToken.digest)) continue
      return this.validateUser(authToken)
    }
    throw new AuthenticationFailed(INVALID)`,
    replace: `    const digest = hashToken(token)
    const found = await AuthToken.objects.filter({ tokenKey })
    for (const { userId } of found) await AuthToken.deleteExpired(userId)
    const authToken = found.find((row) => !row.hasExpired && compareDigest(row.digest, digest))
    if (authToken === undefined) throw new AuthenticationFailed(INVALID)
    return this.validateUser(authToken)`,
  },
  {
    name: 'returns early when there are too many',
    buys: 'The special case comes first, and the rest needs no indentation. It needs a `return` that is easy to forget; an `else` is not.',
    file: '10-hashed-tokens/views.ts',
    find: `  if (made) {
    const [{ expiry }, token] = made
    response.json({ expiry, token })
  } else {
    response.status(403).json(TOO_MANY)
  }`,
    replace: `  if (made === undefined) {
    response.status(403).json(TOO_MANY)
    return
  }
  response.json({ expiry: made[0].expiry, token: made[1] })`,
  },
  {
    name: 'deletes the row itself',
    file: '10-hashed-tokens/views.ts',
    find: 'if (request.auth) await AuthToken.objects.delete({ digest: request.auth.key })',
    replace: 'await AuthToken.objects.delete(request.auth as AuthToken)',
  },
  {
    name: 'deletes the rows one by one',
    file: '10-hashed-tokens/views.ts',
    find: '  await AuthToken.objects.delete({ userId: Number(request.user.id) })',
    replace: `  for (const each of await AuthToken.objects.filter({ userId: Number(request.user.id) })) {
    await AuthToken.objects.delete(each)
  }`,
  },
]
