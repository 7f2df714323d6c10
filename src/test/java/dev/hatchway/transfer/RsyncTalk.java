package dev.hatchway.transfer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** All that a client of rsync says in a transfer, written down before it begins. */
final class RsyncTalk {
  static final int FILE = 0100644;
  static final int FOLDER = 0040755;
  static final int LINK = 0120777;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final RsyncOutput out = new RsyncOutput(bytes);

  RsyncTalk() throws IOException {
    out.integer(32);
    out.beginFrames();
  }

  /** An entry of a list without owners, as of {@code -rtp}. */
  RsyncTalk entry(String name, int mode, long size) throws IOException {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    out.unsignedByte(1);
    out.unsignedByte(text.length);
    out.bytes(text);
    out.variableLong(size, 3);
    out.variableLong(MemoryTree.MODIFIED.getEpochSecond(), 4);
    out.integer(mode);
    return this;
  }

  RsyncTalk endOfList() throws IOException {
    out.unsignedByte(0);
    return this;
  }

  RsyncTalk rule(String text) throws IOException {
    out.integer(text.length());
    out.bytes(text.getBytes(StandardCharsets.UTF_8));
    return this;
  }

  /** A file that was asked for, or that is. */
  RsyncTalk transfer(int index) throws IOException {
    out.index(index);
    out.shortInteger(RsyncProtocol.ITEM_IS_TRANSFER);
    for (int number = 0; number < 4; number++) {
      out.integer(0);
    }
    return this;
  }

  /** The answer about what needs no bytes. */
  RsyncTalk item(int index) throws IOException {
    out.index(index);
    out.shortInteger(RsyncProtocol.ITEM_IS_NEW);
    return this;
  }

  RsyncTalk literal(String text) throws IOException {
    byte[] content = text.getBytes(StandardCharsets.UTF_8);
    out.integer(content.length);
    out.bytes(content);
    out.integer(0);
    out.bytes(md5(content));
    return this;
  }

  RsyncTalk file(int index, String text) throws IOException {
    return transfer(index).literal(text);
  }

  RsyncTalk integers(int... values) throws IOException {
    for (int value : values) {
      out.integer(value);
    }
    return this;
  }

  RsyncTalk bytes(int... values) throws IOException {
    for (int value : values) {
      out.unsignedByte(value);
    }
    return this;
  }

  RsyncTalk message(int code, int index) throws IOException {
    out.message(code, index);
    return this;
  }

  RsyncTalk done(int times) throws IOException {
    for (int time = 0; time < times; time++) {
      out.done();
    }
    return this;
  }

  byte[] all() throws IOException {
    out.flush();
    return bytes.toByteArray();
  }

  static byte[] md5(byte[] content) {
    try {
      return MessageDigest.getInstance("MD5").digest(content);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
