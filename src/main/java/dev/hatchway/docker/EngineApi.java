package dev.hatchway.docker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.dockerjava.transport.DockerHttpClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import com.github.dockerjava.transport.DockerHttpClient.Response;
import com.github.dockerjava.zerodep.ZerodepDockerHttpClient;
import dev.hatchway.container.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * The calls of the Engine API that have an answer, with bodies as JSON trees, so that nothing of a
 * container's configuration is lost between reading and writing it. Streams of programs go through
 * {@link EngineStream}.
 */
final class EngineApi implements AutoCloseable {
  /** How long a look-up may take before the engine counts as away. */
  static final Duration LOOK_UP = Duration.ofSeconds(3);

  /** How long a change may take: creating and starting copy files and set up networks. */
  static final Duration CHANGE = Duration.ofMinutes(2);

  /**
   * How long a change may be silent before the engine is asked whether it is there; with as much
   * for its answer, whoever waits is told within 5 s.
   */
  private static final Duration PULSE = Duration.ofSeconds(2);

  /** The newest API whose answers are known here (Engine 28). */
  private static final int NEWEST_MINOR = 51;

  /** The API of Engine 20.10, the oldest that is supported. */
  private static final int OLDEST_MINOR = 41;

  private static final Pattern VERSION = Pattern.compile("1\\.[0-9]{1,4}");

  private final EngineAddress address;
  private final DockerHttpClient http;
  private final JsonMapper json = new JsonMapper();
  private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
  private final String prefix;
  private final int minorVersion;
  private final String architecture;
  private volatile boolean keepsContainers;

  /** When the engine last answered any call at all, by {@link System#nanoTime}. */
  private volatile long heard;

  /**
   * Connects and agrees on the version of the API.
   *
   * @throws EngineException if nothing answers or the engine is too old
   */
  EngineApi(EngineAddress address) {
    this.address = address;
    this.http = new ZerodepDockerHttpClient.Builder().dockerHost(address.uri()).build();
    JsonNode version = json(Request.Method.GET, "/version", LOOK_UP);
    String theirs = version.path("ApiVersion").asText();
    int minor =
        VERSION.matcher(theirs).matches()
            ? Integer.parseInt(theirs.substring(theirs.indexOf('.') + 1))
            : OLDEST_MINOR - 1;
    if (minor < OLDEST_MINOR) {
      throw new EngineException(
          "the engine at %s speaks API %s; 1.%d or newer is needed"
              .formatted(address, theirs, OLDEST_MINOR));
    }
    this.minorVersion = Math.min(minor, NEWEST_MINOR);
    this.prefix = "/v1." + minorVersion;
    this.architecture = version.path("Arch").asText();
  }

  /** The path as the engine sees it, with the version agreed on in front. */
  String versioned(String path) {
    return prefix + path;
  }

  /** Returns whether the agreed API is at least this one. */
  boolean atLeast(int minor) {
    return minorVersion >= minor;
  }

  /** The kind of processor that it runs on, {@code amd64} or {@code arm64}. */
  String architecture() {
    return architecture;
  }

  /** Returns whether it runs on this machine, by whose clock it writes its logs then. */
  boolean isOnThisMachine() {
    return address.isOnThisMachine();
  }

  /**
   * Asks the engine about itself. That it leaves its containers running when it goes away ({@code
   * live-restore}) has to be known before: an engine that is away cannot be asked.
   */
  JsonNode info() {
    JsonNode info = get("/info");
    keepsContainers = info.path("LiveRestoreEnabled").asBoolean();
    return info;
  }

  /** Returns whether it leaves its containers running when it goes away, by its last answer. */
  boolean keepsContainers() {
    return keepsContainers;
  }

  ObjectNode object() {
    return json.createObjectNode();
  }

  JsonMapper mapper() {
    return json;
  }

  JsonNode get(String path) {
    return json(Request.Method.GET, versioned(path), LOOK_UP);
  }

  JsonNode post(String path, JsonNode body) {
    return post(path, body, CHANGE);
  }

  JsonNode post(String path, JsonNode body, Duration limit) {
    Request request =
        request(Request.Method.POST, versioned(path))
            .putHeader("Content-Type", "application/json")
            .bodyBytes(body.toString().getBytes(StandardCharsets.UTF_8))
            .build();
    return within(limit, request.path(), () -> answer(request));
  }

  JsonNode post(String path) {
    return json(Request.Method.POST, versioned(path), CHANGE);
  }

  JsonNode delete(String path) {
    return json(Request.Method.DELETE, versioned(path), CHANGE);
  }

  /**
   * Asks whether the engine answers at all. One that is overwhelmed may leave the question open for
   * longer than an engine that is away is waited for, and yet answer others meanwhile.
   *
   * @throws EngineException.Away if it answers nothing and nobody
   */
  void ping() {
    Request request = request(Request.Method.GET, "/_ping").build();
    long asked = System.nanoTime();
    try {
      within(PULSE, request.path(), () -> statusOf(request));
    } catch (EngineException.Away e) {
      if (heard - asked < 0) {
        throw e;
      }
    }
  }

  /** Makes a call whose connection the engine gives over to a program; the caller closes it. */
  EngineStream upgrade(String path, String body) {
    return within(CHANGE, path, () -> EngineStream.open(address, versioned(path), body));
  }

  /** Sends a tar archive; returns when the engine has unpacked it. */
  void putArchive(String path, InputStream tar) {
    Request request =
        request(Request.Method.PUT, versioned(path))
            .putHeader("Content-Type", "application/x-tar")
            .body(tar)
            .build();
    try {
      execute(request).close();
    } catch (EngineException e) {
      throw e;
    } catch (RuntimeException e) {
      throw away(request.path(), e);
    }
  }

  /** Opens an answer whose body is read as it comes, without a limit; the caller closes it. */
  Response open(Request.Method method, String path) {
    return open(method, path, CHANGE);
  }

  /** The same for an answer that may begin later, as long as the engine is there. */
  Response open(Request.Method method, String path, Duration limit) {
    Request request = request(method, versioned(path)).build();
    return within(limit, path, () -> execute(request));
  }

  @Override
  public void close() {
    calls.shutdownNow();
    try {
      http.close();
    } catch (IOException e) {
      throw new EngineException("closing the connection to the engine failed", e);
    }
  }

  /**
   * Every call has a connection of its own: a pooled one may be dead after the engine's restart.
   */
  private static Request.Builder request(Request.Method method, String path) {
    return Request.builder().method(method).path(path).putHeader("Connection", "close");
  }

  private JsonNode json(Request.Method method, String path, Duration limit) {
    Request request = request(method, path).build();
    return within(limit, path, () -> answer(request));
  }

  private JsonNode answer(Request request) throws IOException {
    try (Response response = execute(request)) {
      byte[] body = response.getBody().readAllBytes();
      return body.length == 0 ? json.missingNode() : json.readTree(body);
    }
  }

  private int statusOf(Request request) throws IOException {
    try (Response response = execute(request)) {
      return response.getStatusCode();
    }
  }

  /** Returns the answer unless it is a refusal; the caller closes it. */
  private Response execute(Request request) {
    Response response = http.execute(request);
    refuse(response);
    return response;
  }

  private void refuse(Response response) {
    int status = response.getStatusCode();
    if (Refused.isBy(status)) {
      String message = errorMessage(response);
      response.close();
      throw Refused.with(status, message);
    }
  }

  private String errorMessage(Response response) {
    try {
      return json.readTree(response.getBody().readAllBytes()).path("message").asText();
    } catch (IOException e) {
      return "status " + response.getStatusCode();
    }
  }

  /** Makes a call; its path, which holds no more than ids and options, is for the log. */
  private <T> T within(Duration limit, String path, Callable<T> call) {
    try (Answer<T> answer = new Answer<>(calls, call)) {
      T value = limit.compareTo(LOOK_UP) > 0 ? whileAlive(answer, limit) : answer.await(limit);
      heard = System.nanoTime();
      return value;
    } catch (TimeoutException | CancellationException e) {
      throw away(path, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw away(path, e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof EngineException refusal) {
        heard = System.nanoTime();
        throw refusal;
      }
      throw away(path, e);
    }
  }

  /** A change may take its time, but only as long as the engine is there at all. */
  private <T> T whileAlive(Answer<T> answer, Duration limit)
      throws InterruptedException, ExecutionException, TimeoutException {
    for (Duration left = limit; left.isPositive(); left = left.minus(PULSE)) {
      try {
        return answer.await(PULSE);
      } catch (TimeoutException e) {
        ping();
      }
    }
    throw new TimeoutException("no answer within " + limit);
  }

  private EngineException.Away away(String path, Exception cause) {
    return new EngineException.Away(
        "the container engine at %s does not answer %s".formatted(address, path), cause);
  }
}
