package dev.hatchway.app;

import dev.hatchway.model.AppName;
import java.util.List;
import java.util.Optional;

/** All apps, declared or found by their labels, as they are at the moment of the call. */
public interface AppCatalog {
  /** Returns the app of that name, empty if there is none. */
  Optional<App> find(AppName name);

  /**
   * Returns the app as it was when somebody last looked, without asking the engine, which may be
   * away; empty if there was none of that name.
   */
  Optional<App> lastKnown(AppName name);

  /** Returns every app, in the order of their names. */
  List<App> all();

  /**
   * Returns every app with its formation as it is; of its one-offs those that somebody has looked
   * for, so that the many that nobody looks for cost nothing.
   */
  List<App> formations();

  /** Tells the watcher from now on what happens to apps. */
  void watch(AppWatcher watcher);
}
