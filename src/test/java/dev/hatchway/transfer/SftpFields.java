package dev.hatchway.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataOutputStream;
import java.io.IOException;

/** The fields of a request, as a client writes them. */
interface SftpFields {
  void to(DataOutputStream out) throws IOException;

  static SftpFields path(String path) {
    return out -> {
      byte[] bytes = path.getBytes(UTF_8);
      out.writeInt(bytes.length);
      out.write(bytes);
    };
  }

  static SftpFields handle(int handle) {
    return out -> {
      out.writeInt(4);
      out.writeInt(handle);
    };
  }

  static SftpFields read(int handle, long offset, int length) {
    return out -> {
      handle(handle).to(out);
      out.writeLong(offset);
      out.writeInt(length);
    };
  }

  static SftpFields data(int handle, long offset, String data) {
    return out -> {
      handle(handle).to(out);
      out.writeLong(offset);
      path(data).to(out);
    };
  }
}
