package dev.hatchway.transfer;

import dev.hatchway.model.FullDisk;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request for files that was not fulfilled. Its message is written for the user. */
public final class TransferException extends IOException {
  private static final long serialVersionUID = 1;

  private final Status status;

  /** Why a request was not fulfilled, as far as a protocol can tell it. */
  public enum Status {
    NO_SUCH_FILE,
    ALREADY_EXISTS,
    PERMISSION_DENIED,
    QUOTA_EXCEEDED,
    UNSUPPORTED,
    MALFORMED,
    FAILURE
  }

  public TransferException(Status status, String message) {
    super(message);
    this.status = status;
  }

  private TransferException(Status status, String message, IOException cause) {
    super(message, cause);
    this.status = status;
  }

  public static TransferException noSuchFile(String path) {
    return new TransferException(Status.NO_SUCH_FILE, path + ": no such file");
  }

  public static TransferException alreadyExists(String path) {
    return new TransferException(Status.ALREADY_EXISTS, path + ": already exists");
  }

  public static TransferException denied(String message) {
    return new TransferException(Status.PERMISSION_DENIED, message);
  }

  public static TransferException unsupported(String message) {
    return new TransferException(Status.UNSUPPORTED, message);
  }

  public static TransferException failure(String message) {
    return new TransferException(Status.FAILURE, message);
  }

  static TransferException malformed(String message) {
    return new TransferException(Status.MALFORMED, message);
  }

  /** Says what went wrong on the disk, with the path that the user knows instead of the real. */
  public static TransferException of(String path, IOException cause) {
    return switch (cause) {
      case TransferException known -> known;
      case IOException _ when FullDisk.caused(cause) ->
          new TransferException(
              Status.FAILURE, path + ": the gateway's disk is full; its operator has to make room");
      case NoSuchFileException _ ->
          new TransferException(Status.NO_SUCH_FILE, path + ": no such file", cause);
      case FileAlreadyExistsException _ ->
          new TransferException(Status.ALREADY_EXISTS, path + ": already exists", cause);
      case AccessDeniedException _ ->
          new TransferException(Status.PERMISSION_DENIED, path + ": permission denied", cause);
      case DirectoryNotEmptyException _ ->
          new TransferException(Status.FAILURE, path + ": folder is not empty", cause);
      case NotDirectoryException _ ->
          new TransferException(Status.FAILURE, path + ": not a folder", cause);
      case FileSystemException system ->
          new TransferException(Status.FAILURE, path + ": " + reasonOf(system.getReason()), cause);
      default ->
          new TransferException(Status.FAILURE, path + ": " + reasonOf(cause.getMessage()), cause);
    };
  }

  /** The message, which always is there. */
  public String reason() {
    return reasonOf(getMessage());
  }

  public Status status() {
    return status;
  }

  private static String reasonOf(@Nullable String reason) {
    return Optional.ofNullable(reason).orElse("failed");
  }
}
