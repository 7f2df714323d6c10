package dev.hatchway.upload;

import dev.hatchway.model.AppName;
import dev.hatchway.model.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All inboxes of an installation, one for each user and app. */
public final class Inboxes {
  private static final Logger log = LoggerFactory.getLogger(Inboxes.class);

  private final Path root;
  private final long quotaBytes;

  /** One object for each inbox, because all sessions of a user share its quota. */
  private final Map<Path, Inbox> known = new HashMap<>();

  public Inboxes(Path root, long quotaBytes) {
    this.root = root;
    this.quotaBytes = quotaBytes;
  }

  public synchronized Inbox of(User user, AppName app) throws IOException {
    Path home = root.resolve(app.value()).resolve(UserFolder.of(user).name());
    Inbox inbox = known.get(home);
    if (inbox == null) {
      inbox = Inbox.open(new Shelf(home), quotaBytes);
      known.put(home, inbox);
    }
    return inbox;
  }

  /**
   * Puts back the deliveries that a killed gateway left and removes half files. To be called once,
   * before the first inbox is asked for. An inbox that cannot be put in order is logged, and keeps
   * nobody else from theirs.
   */
  public synchronized void recover() throws IOException {
    Disk.makeOwnFolders(root);
    try (var apps = Files.newDirectoryStream(root, Disk::isFolder)) {
      for (Path app : apps) {
        try (var homes = Files.newDirectoryStream(app, Disk::isFolder)) {
          homes.forEach(Inboxes::recover);
        }
      }
    }
  }

  private static void recover(Path home) {
    try {
      new Shelf(home).recover();
    } catch (IOException e) {
      log.error("the inbox {} could not be put in order", home, e);
    }
  }
}
