package dev.hatchway.transfer;

import dev.hatchway.model.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Serves a tree of files by SFTP version 3 (draft-ietf-secsh-filexfer-02), the version that OpenSSH
 * speaks. Requests are answered in their order.
 */
public final class SftpServer {
  /** Greeting of the server: packet type and version. */
  private static final int VERSION_PACKET = 2;

  private static final int VERSION = 3;
  private static final ExitCode FAILED = new ExitCode(1);

  private final FileTree tree;
  private final InstantSource clock;
  private final Consumer<String> notice;

  /**
   * @param notice takes one line for the user whenever a request was refused: the clients of
   *     OpenSSH know no text but their own for each code, and show standard error of the session
   */
  public SftpServer(FileTree tree, InstantSource clock, Consumer<String> notice) {
    this.tree = tree;
    this.clock = clock;
    this.notice = notice;
  }

  /** Serves until the client ends its stream. What it has not closed by then is dropped. */
  public ExitCode serve(InputStream in, OutputStream out) throws IOException {
    SftpInput requests = new SftpInput(in);
    SftpOutput answers = new SftpOutput(out);
    SftpHandles handles = new SftpHandles();
    SftpFiles files = new SftpFiles(tree, handles, requests, answers);
    SftpSession session = new SftpSession(tree, handles, files, requests, answers, clock, notice);
    try {
      if (requests.next()) {
        greet(requests, answers);
        while (requests.next()) {
          session.answer();
          if (!requests.hasMore()) {
            answers.flush();
          }
        }
      }
      return ExitCode.OK;
    } catch (ProtocolException e) {
      answers.flush();
      notice.accept("this is not SFTP: " + e.getMessage());
      return FAILED;
    } finally {
      handles.abandon();
    }
  }

  private static void greet(SftpInput requests, SftpOutput answers) throws IOException {
    if (requests.unsignedByte() != SftpType.INIT) {
      throw new ProtocolException("the first packet does not say which version is spoken");
    }
    // The version has the place of a request id.
    answers.begin(VERSION_PACKET, VERSION);
    SftpExtension.greet(answers);
    answers.end();
    answers.flush();
  }
}
