package dev.hatchway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;

/**
 * A registry of one image, {@code shop:42}, as an engine sees it that fetches it: read only, plain
 * HTTP (Docker Registry HTTP API V2). The engine itself has the image no more. It answers only as
 * fast as it is told to.
 */
final class TinyRegistry implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String TYPES = "application/vnd.docker.";
  private static final String MANIFEST = TYPES + "distribution.manifest.v2+json";
  private static final String NAME = "shop";

  /** A slow layer comes in such pieces, so often. */
  private static final int PIECE = 16 * 1024;

  private static final int PAUSE_MILLIS = 100;

  private static final int BACKLOG = 50;

  /** The first byte of a record of TLS that begins a handshake (RFC 8446, 5.1). */
  private static final int TLS_HELLO = 0x16;

  private final ServerSocket server;
  private final byte[] manifest;
  private final Map<String, byte[]> blobs = new HashMap<>();
  private final CountDownLatch hurry = new CountDownLatch(1);
  private final CountDownLatch brokenOff = new CountDownLatch(1);
  private volatile boolean slow;
  private volatile boolean sending;

  private TinyRegistry(Path saved) throws IOException {
    JsonNode image = JSON.readTree(saved.resolve("manifest.json").toFile()).get(0);
    ObjectNode root = JSON.createObjectNode();
    root.put("schemaVersion", 2).put("mediaType", MANIFEST);
    root.set(
        "config",
        blob("container.image.v1+json", Files.readAllBytes(file(saved, image.path("Config")))));
    ArrayNode layers = root.putArray("layers");
    for (JsonNode layer : image.path("Layers")) {
      layers.add(blob("image.rootfs.diff.tar.gzip", zipped(file(saved, layer))));
    }
    this.manifest = JSON.writeValueAsBytes(root);
    this.server = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
  }

  /** Starts a registry with an image that no engine has seen. */
  static TinyRegistry start(World world) {
    Machine machine = world.machine();
    String image = TestImages.unseen(world.engine());
    Path tar = machine.newFile("image.tar");
    Path folder = machine.folder("image");
    world.engine().docker("save", "--output", tar.toString(), image);
    world.engine().docker("image", "rm", image);
    machine.program("tar", "-C", folder.toString(), "-xf", tar.toString()).run().succeeded();
    try {
      TinyRegistry registry = new TinyRegistry(folder);
      Thread.ofVirtual().name("registry").start(registry::accept);
      return registry;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The name by which the engine finds its image; any other tag is not there. */
  String image() {
    return repository() + ":42";
  }

  String repository() {
    return "127.0.0.1:" + server.getLocalPort() + "/" + NAME;
  }

  /** From now on layers come in pieces, until {@link #hurry}. */
  TinyRegistry slowly() {
    slow = true;
    return this;
  }

  void hurry() {
    hurry.countDown();
  }

  /** Whether the engine is being sent a slow layer. */
  boolean isSending() {
    return sending;
  }

  /** Whether the engine has given up in the middle of a slow layer. */
  boolean wasBrokenOff() {
    return brokenOff.getCount() == 0;
  }

  @Override
  public void close() {
    hurry();
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ObjectNode blob(String type, byte[] bytes) throws IOException {
    String digest = digest(bytes);
    blobs.put(digest, bytes);
    return JSON.createObjectNode()
        .put("mediaType", TYPES + type)
        .put("size", bytes.length)
        .put("digest", digest);
  }

  private static String digest(byte[] bytes) throws IOException {
    return "sha256:" + Digest.of(new ByteArrayInputStream(bytes));
  }

  private static Path file(Path folder, JsonNode name) {
    return folder.resolve(name.asText());
  }

  private static byte[] zipped(Path file) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(bytes)) {
      Files.copy(file, zip);
    }
    return bytes.toByteArray();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        Thread.ofVirtual().name("registry").start(() -> serve(client));
      } catch (IOException e) {
        return; // Closed: the test is over.
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      var in = new BufferedInputStream(client.getInputStream());
      in.mark(1);
      // The engine tries TLS first, and would wait long for an answer to it.
      if (in.read() != TLS_HELLO) {
        in.reset();
        answer(head(in), client.getOutputStream());
      }
    } catch (IOException e) {
      if (sending) {
        brokenOff.countDown();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The first line of a request, of which there is one for each connection. */
  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      head.append((char) next);
    }
    return head.substring(0, head.indexOf("\r\n"));
  }

  private void answer(String request, OutputStream out) throws IOException, InterruptedException {
    String path = request.split(" ", -1)[1];
    String last = path.substring(path.lastIndexOf('/') + 1);
    boolean whole = request.startsWith("GET ");
    if (path.equals("/v2/")) {
      send(out, "200 OK", "application/json", "{}".getBytes(StandardCharsets.US_ASCII), whole);
    } else if (path.contains("/manifests/")
        && (last.equals("42") || last.equals(digest(manifest)))) {
      send(out, "200 OK", MANIFEST, manifest, whole);
    } else if (path.contains("/blobs/") && blobs.containsKey(last)) {
      send(out, "200 OK", "application/octet-stream", blobs.get(last), whole);
    } else {
      String error = "{\"errors\":[{\"code\":\"MANIFEST_UNKNOWN\",\"message\":\"unknown here\"}]}";
      byte[] body = error.getBytes(StandardCharsets.US_ASCII);
      send(out, "404 Not Found", "application/json", body, whole);
    }
  }

  private void send(OutputStream out, String status, String type, byte[] body, boolean whole)
      throws IOException, InterruptedException {
    String head =
        """
        HTTP/1.1 %s\r
        Content-Type: %s\r
        Content-Length: %d\r
        Docker-Content-Digest: %s\r
        Connection: close\r
        \r
        """
            .formatted(status, type, body.length, digest(body));
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    for (int start = 0; whole && start < body.length; start += PIECE) {
      if (slow && body.length > PIECE) {
        sending = true;
        hurry.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
      }
      out.write(body, start, Math.min(PIECE, body.length - start));
      out.flush();
    }
  }
}
