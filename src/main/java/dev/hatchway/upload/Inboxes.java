package dev.hatchway.upload;

import dev.hatchway.model.AppName;
import dev.hatchway.model.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All inboxes of an installation, one for each user and app. */
public final class Inboxes {
  private static final Logger log = LoggerFactory.getLogger(Inboxes.class);

  private final Path root;
  private final long quotaBytes;
  private final Duration span;
  private final InstantSource clock;

  /** One object for each inbox, because all sessions of a user share its quota. */
  private final Map<Path, Lifetime> known = new HashMap<>();

  /**
   * @param span how long an upload waits before it expires
   * @param clock by which it does
   */
  public Inboxes(Path root, long quotaBytes, Duration span, InstantSource clock) {
    this.root = root;
    this.quotaBytes = quotaBytes;
    this.span = span;
    this.clock = clock;
  }

  /** Returns the inbox, without what has expired in it. */
  public Inbox of(User user, AppName app) throws IOException {
    Lifetime lifetime = at(home(user, app));
    lifetime.expire();
    return lifetime.inbox();
  }

  /** Returns what has expired in the inbox since this was last asked for. */
  public List<Expired> expired(User user, AppName app) throws IOException {
    return at(home(user, app)).expired();
  }

  private Path home(User user, AppName app) {
    return root.resolve(app.value()).resolve(UserFolder.of(user).name());
  }

  private synchronized Lifetime at(Path home) throws IOException {
    Lifetime lifetime = known.get(home);
    if (lifetime == null) {
      Shelf shelf = new Shelf(home);
      lifetime = new Lifetime(Inbox.open(shelf, quotaBytes), shelf.expired(), span, clock);
      known.put(home, lifetime);
    }
    return lifetime;
  }

  /**
   * Puts back the deliveries that a killed gateway left and removes half files. To be called once,
   * before the first inbox is asked for. An inbox that cannot be put in order is logged, and keeps
   * nobody else from theirs.
   */
  public synchronized void recover() throws IOException {
    Disk.makeOwnFolders(root);
    homes().forEach(Inboxes::recover);
  }

  /** Removes what has expired in any inbox. */
  void expire() {
    try {
      for (Path home : homes()) {
        at(home).expire();
      }
    } catch (IOException e) {
      log.error("not all that has expired could be removed", e);
    }
  }

  private List<Path> homes() throws IOException {
    List<Path> homes = new ArrayList<>();
    try (var apps = Files.newDirectoryStream(root, Disk::isFolder)) {
      for (Path app : apps) {
        try (var ofApp = Files.newDirectoryStream(app, Disk::isFolder)) {
          ofApp.forEach(homes::add);
        }
      }
    }
    return homes;
  }

  private static void recover(Path home) {
    try {
      new Shelf(home).recover();
    } catch (IOException e) {
      log.error("the inbox {} could not be put in order", home, e);
    }
  }
}
