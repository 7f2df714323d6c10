package dev.hatchway.upload;

import dev.hatchway.model.AppName;
import dev.hatchway.model.ExitCode;
import dev.hatchway.model.User;
import dev.hatchway.transfer.ScpCommand;
import dev.hatchway.transfer.ScpServer;
import dev.hatchway.transfer.SftpServer;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * What {@code scp} and {@code sftp} start in place of {@code ssh}: it serves an inbox itself.
 * Words: the root of the inboxes, the quota, and the words of an {@code ssh} command line.
 */
final class TransferProgram {
  static final User USER = new User("alice");
  static final AppName APP = new AppName("shop");

  private TransferProgram() {}

  public static void main(String[] words) throws IOException {
    Inbox inbox = new Inboxes(Path.of(words[0]), Long.parseLong(words[1])).of(USER, APP);
    List<String> line = List.of(words);
    List<String> command = List.of(line.getLast().split(" "));
    FileInputStream in = new FileInputStream(FileDescriptor.in);
    FileOutputStream out = new FileOutputStream(FileDescriptor.out);
    ExitCode code =
        line.contains("-s")
            ? new SftpServer(inbox, Clock.systemUTC(), System.err::println).serve(in, out)
            : new ScpServer(inbox).serve(ScpCommand.parse(command).orElseThrow(), in, out);
    System.exit(code.value());
  }
}
