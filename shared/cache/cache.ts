import { getDatabase } from '../db/apps.ts'
import type { Backend } from '../db/backends/backend.ts'
import type { BaseCache } from './base-cache.ts'
import { DatabaseCache, type Server } from './database-cache.ts'
import { LocMemCache } from './locmem-cache.ts'

const caches = new WeakMap<Backend, BaseCache>()

/**
 * The cache for the current database: in the memory of this process, or in the database itself
 * if other processes use it too.
 *
 * https://docs.djangoproject.com/en/stable/topics/cache/#accessing-the-cache
 */
export function getCache(): BaseCache {
  const database = getDatabase()
  const cache = caches.get(database) ?? cacheOf(database)
  caches.set(database, cache)
  return cache
}

function cacheOf(database: Backend): BaseCache {
  return database.sql ? new DatabaseCache(database as Server) : new LocMemCache()
}
