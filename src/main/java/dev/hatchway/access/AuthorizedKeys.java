package dev.hatchway.access;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key file, read again whenever it has changed. A look-up costs one stat(2) and one access to a
 * map, however many keys there are.
 *
 * <p>A file that cannot be read as a whole leaves the last good one in force. One that is missing
 * or empty lets nobody in.
 */
public final class AuthorizedKeys {
  private static final Logger log = LoggerFactory.getLogger(AuthorizedKeys.class);

  /**
   * A file that was changed so recently may change again without a new time stamp: file systems
   * count in steps, the coarsest of them of two seconds.
   */
  private static final Duration SETTLED = Duration.ofSeconds(2);

  private final KeyFile file;
  private final ZoneId zone;
  private final InstantSource clock;
  private volatile State state = State.NOTHING;

  /**
   * What was read last.
   *
   * @param stamp the file's, empty if there was none
   * @param settled whether the stamp is enough to tell that nothing has changed
   * @param digest of the content
   * @param failure why the file cannot be used now, if so
   */
  private record State(
      Optional<Map<String, Object>> stamp,
      boolean settled,
      String digest,
      Map<String, Grant> grants,
      Optional<String> failure) {
    static final State NOTHING = new State(Optional.empty(), true, "", Map.of(), Optional.empty());

    boolean isOf(Optional<Map<String, Object>> now) {
      return settled && failure.isEmpty() && stamp.equals(now);
    }
  }

  /** Makes keys of that file, in the time zone of the machine. */
  public AuthorizedKeys(Path file) {
    this(file, ZoneId.systemDefault(), InstantSource.system());
  }

  AuthorizedKeys(Path file, ZoneId zone, InstantSource clock) {
    this.file = new KeyFile(file);
    this.zone = zone;
    this.clock = clock;
  }

  /**
   * Reads a key file once, for a check.
   *
   * @return its keys and problems; neither if there is no file
   * @throws UnreadableKeysException if the file as a whole cannot be used
   */
  public static Reading read(Path file) throws UnreadableKeysException {
    var keys = new KeyFile(file);
    var stamp = keys.stamp();
    return stamp.isEmpty()
        ? Reading.NOTHING
        : read(keys, keys.content(stamp.get()), ZoneId.systemDefault());
  }

  /** Returns what the key of that fingerprint may do, as the file is now. */
  public Optional<Grant> find(String fingerprint) {
    return Optional.ofNullable(current().get(fingerprint));
  }

  private Map<String, Grant> current() {
    try {
      State last = state;
      return last.isOf(file.stamp()) ? last.grants() : refresh();
    } catch (UnreadableKeysException e) {
      return keepLast(e);
    }
  }

  private synchronized Map<String, Grant> refresh() throws UnreadableKeysException {
    var stamp = file.stamp();
    if (!state.isOf(stamp)) {
      state = stamp.isEmpty() ? withoutFile() : changed(stamp.get());
    }
    return state.grants();
  }

  private State withoutFile() {
    log.warn("{} is gone; nobody may log in", file);
    return State.NOTHING;
  }

  private State changed(Map<String, Object> stamp) throws UnreadableKeysException {
    byte[] content = file.content(stamp);
    String digest = PublicKey.fingerprint(content);
    var grants = state.grants();
    if (!digest.equals(state.digest())) {
      var reading = read(file, content, zone);
      grants = index(reading.grants());
      reading.problems().forEach(problem -> log.warn("{} {}", file, problem));
      log.info("{} is in force, with {} keys", file, grants.size());
    }
    return new State(Optional.of(stamp), isSettled(stamp), digest, grants, Optional.empty());
  }

  private synchronized Map<String, Grant> keepLast(UnreadableKeysException e) {
    var failure = Optional.of(String.valueOf(e.getMessage()));
    // Once, not for each login.
    if (!state.failure().equals(failure)) {
      log.error(
          "{}; what was read before stays in force, {} keys", failure.get(), state.grants().size());
    }
    state = new State(state.stamp(), false, state.digest(), state.grants(), failure);
    return state.grants();
  }

  private boolean isSettled(Map<String, Object> stamp) {
    Instant now = clock.instant();
    return Stream.of("lastModifiedTime", "ctime")
        .map(stamp::get)
        .allMatch(
            time ->
                time instanceof FileTime changed
                    && changed.toInstant().plus(SETTLED).isBefore(now));
  }

  private static Map<String, Grant> index(List<Grant> grants) {
    var index = new HashMap<String, Grant>();
    grants.forEach(grant -> index.put(grant.fingerprint(), grant));
    return index;
  }

  private static Reading read(KeyFile file, byte[] content, ZoneId zone)
      throws UnreadableKeysException {
    var reading = Reading.of(content, zone);
    // One good key shows that it is a key file, whatever the other lines are.
    if (reading.grants().isEmpty() && !isText(content)) {
      throw file.notText(reading.problems().getFirst());
    }
    return reading;
  }

  private static boolean isText(byte[] content) {
    try {
      var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content));
      return text.chars().noneMatch(character -> character == 0);
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
