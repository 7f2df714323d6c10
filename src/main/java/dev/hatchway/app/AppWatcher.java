package dev.hatchway.app;

import dev.hatchway.model.AppName;

/**
 * Hears of what happens to apps. It is told by the thread that follows the engine, which waits for
 * it: it only takes note, and never waits itself.
 */
public interface AppWatcher {
  /** The formation of some app may have changed. */
  void formationChanged();

  /** A name of some image may mean another one. */
  void imagesChanged();

  /** A container of a one-off was made, by this gateway or by another one. */
  void oneOffMade(AppName app, int number, String container);
}
