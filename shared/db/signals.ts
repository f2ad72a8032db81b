import { type Receiver as AnyReceiver, Signal } from '../signal.ts'
import type { Model, ModelClass } from './model.ts'

/** What a receiver gets: the model, the row, and whether the row is new. */
export interface PostSaveEvent<M extends Model> {
  sender: ModelClass<M>
  instance: M
  created: boolean
}

/** A function that is called and awaited after a row is saved. */
export type Receiver<M extends Model> = AnyReceiver<PostSaveEvent<M>>

/**
 * Sent after a row is saved, in the same transaction: if a receiver throws, nothing is stored.
 *
 * https://docs.djangoproject.com/en/stable/ref/signals/#post-save
 */
class PostSave {
  readonly #signal = new Signal<ModelClass>()

  /** Connects `receiver`: it is called after every save of a `sender`, or with `null`, of any model. */
  connect<M extends Model>(sender: ModelClass<M> | null, receiver: Receiver<M>): void {
    this.#signal.connect(sender, receiver)
  }

  /** Whether a receiver is called after a save of a `sender`. */
  hasListeners(sender: ModelClass): boolean {
    return this.#signal.hasListeners(sender)
  }

  send<M extends Model>(event: PostSaveEvent<M>): Promise<void> {
    return this.#signal.send(event.sender, event)
  }
}

export const postSave = new PostSave()
