package dev.hatchway.docker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The main program of a one-off that others are entered into: it only waits. It is a program of our
 * own of less than 200 bytes, because an image need not have any that waits; where the processor is
 * another than those it is written for, the image's shell waits for an input that never comes.
 *
 * @param file the bytes of the program; empty: the shell
 */
record WaitingProgram(Optional<byte[]> file) {
  private static final String NAME = "wait";
  private static final List<String> SHELL = List.of("/bin/sh", "-c", "read -r never");

  /** {@code again: mov $34, %eax; syscall; jmp again}: pause(2), without end. */
  private static final Elf X86_64 = new Elf(62, "b822000000 0f05 ebf7");

  /** {@code again: ppoll(NULL, 0, NULL, NULL, 0); b again}, as there is no pause(2) there. */
  private static final Elf AARCH64 =
      new Elf(183, "000080d2 010080d2 020080d2 030080d2 040080d2 280980d2 010000d4 f9ffff17");

  /** Returns the program for that architecture, as the engine names it. */
  static WaitingProgram forArchitecture(String name) {
    return new WaitingProgram(
        switch (name) {
          case "amd64" -> Optional.of(X86_64.file());
          case "arm64" -> Optional.of(AARCH64.file());
          default -> Optional.empty();
        });
  }

  /** Makes it the main program of a container that is about to be created. */
  void putInto(ObjectNode body) {
    List<String> words = own().map(program -> List.of(program.path())).orElse(SHELL);
    body.set("Cmd", Template.array(words));
    // One empty word: the image's own entrypoint would come back.
    body.set("Entrypoint", Template.array(List.of("")));
    body.put("Tty", false).put("OpenStdin", true).put("StdinOnce", false);
    own().ifPresent(program -> program.putInto(body));
  }

  /** Puts its file into a container that was created so. */
  void unpackInto(EngineApi engine, String container) {
    own().ifPresent(program -> program.unpackInto(engine, container));
  }

  private Optional<OwnProgram> own() {
    return file.map(bytes -> new OwnProgram(NAME, bytes));
  }

  /**
   * A static program of a few instructions (elf(5)): a head, one segment that is the whole file,
   * and the code behind them.
   */
  private record Elf(int machine, String code) {
    private static final int HEAD = 64;
    private static final int SEGMENT_HEAD = 56;
    private static final long ADDRESS = 0x400000;

    byte[] file() {
      byte[] instructions = HexFormat.of().parseHex(code.replace(" ", ""));
      int length = HEAD + SEGMENT_HEAD + instructions.length;
      ByteBuffer file = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
      // 64 bits, little endian, version 1, of no particular system.
      file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1, 0}).putLong(0);
      int executable = 2;
      file.putShort((short) executable).putShort((short) machine).putInt(1);
      file.putLong(ADDRESS + HEAD + SEGMENT_HEAD).putLong(HEAD).putLong(0);
      file.putInt(0).putShort((short) HEAD).putShort((short) SEGMENT_HEAD).putShort((short) 1);
      file.putShort((short) 0).putShort((short) 0).putShort((short) 0);
      int load = 1;
      int readAndExecute = 5;
      file.putInt(load).putInt(readAndExecute).putLong(0).putLong(ADDRESS).putLong(ADDRESS);
      long page = 0x10000;
      file.putLong(length).putLong(length).putLong(page);
      return file.put(instructions).array();
    }
  }
}
