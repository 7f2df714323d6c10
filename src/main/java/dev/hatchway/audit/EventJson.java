package dev.hatchway.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * Writes an event as its line, as docs/audit.md describes it. A line is pure ASCII: what a client
 * has sent can neither end it nor paint a reader's terminal.
 */
final class EventJson {
  /** Of the format; a reader of another one must not guess. */
  static final int VERSION = 1;

  /** Longer than any name that a system takes. */
  private static final int MOST_TEXT = 4_096;

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private EventJson() {}

  /** Returns the line of an event that comes after another, without a newline. */
  static byte[] line(Event event, Link before, Instant time) {
    ObjectNode line = MAPPER.createObjectNode();
    line.put("v", VERSION).put("seq", before.seq() + 1).put("time", TIME.format(time));
    line.put("event", event.word());
    putAll(line, event);
    line.put("prev", before.hash());
    try {
      return MAPPER.writeValueAsBytes(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of texts and numbers can be written", e);
    }
  }

  private static void putAll(ObjectNode line, Event event) {
    switch (event) {
      case Event.GatewayStart(String version, List<String> found) -> {
        put(line, "version", version);
        putTexts(line, "found", found);
      }
      case Event.GatewayStop() -> {}
      case Event.Login(Person person) -> putPerson(line, person);
      case Event.LoginFailed failed -> {
        line.putNull("user");
        put(line, "key", failed.key());
        put(line, "address", failed.address());
        put(line, "login", failed.login());
        line.put("tries", failed.tries());
      }
      case Event.SessionStart(Subject subject, AuditedWords words) -> {
        putSession(line, subject);
        putTexts(line, "words", words.values());
        putPlace(line, subject);
      }
      case Event.SessionProgram(Subject subject) -> putSubject(line, subject);
      case Event.SessionEnd end -> {
        putSubject(line, end.subject());
        line.put("code", end.code());
        put(line, "reason", end.reason());
        line.put("bytesIn", end.bytesIn()).put("bytesOut", end.bytesOut());
        line.put("ms", end.milliseconds());
      }
      case Event.File file -> {
        putSubject(line, file.subject());
        put(line, "path", file.path());
        put(line, "direction", file.into() ? "in" : "out");
        line.put("size", file.size());
        put(line, "sha256", file.sha256());
      }
      case Event.Forward(Subject subject, String host, int port) -> {
        putSubject(line, subject);
        put(line, "host", host);
        line.put("port", port);
      }
      case Event.KeyAdded(Person person, String name, String fingerprint) ->
          putKey(line, person, name, fingerprint);
      case Event.KeyRemoved(Person person, String name, String fingerprint) ->
          putKey(line, person, name, fingerprint);
      case Event.Denied(Subject subject, String rule) -> {
        putSubject(line, subject);
        put(line, "rule", rule);
      }
      case Event.Limit(Person person, String limit) -> {
        putPerson(line, person);
        put(line, "limit", limit);
      }
    }
  }

  private static void putKey(ObjectNode line, Person person, String name, String fingerprint) {
    putPerson(line, person);
    put(line, "name", name);
    put(line, "fingerprint", fingerprint);
  }

  private static void putPerson(ObjectNode line, Person person) {
    put(line, "user", person.user());
    put(line, "key", person.key());
    put(line, "address", person.address());
    put(line, "login", person.login());
  }

  private static void putSubject(ObjectNode line, Subject subject) {
    putSession(line, subject);
    putPlace(line, subject);
  }

  private static void putSession(ObjectNode line, Subject subject) {
    put(line, "id", subject.id());
    putPerson(line, subject.person());
    put(line, "app", subject.app());
    put(line, "verb", subject.verb());
  }

  private static void putPlace(ObjectNode line, Subject subject) {
    put(line, "container", subject.place().map(Place::container));
    put(line, "image", subject.place().map(Place::image));
    put(line, "node", subject.place().flatMap(Place::node));
  }

  private static void put(ObjectNode line, String key, Optional<String> text) {
    text.ifPresentOrElse(present -> put(line, key, present), () -> line.putNull(key));
  }

  private static void put(ObjectNode line, String key, String text) {
    line.put(key, text.length() > MOST_TEXT ? text.substring(0, MOST_TEXT) + "…" : text);
  }

  private static void putTexts(ObjectNode line, String key, List<String> texts) {
    ArrayNode array = line.putArray(key);
    texts.forEach(array::add);
  }
}
