package dev.hatchway.transfer;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What modes and times the files that come by rsync get, as its options say. */
record RsyncModes(RsyncOptions options) {
  private static final int PERMISSIONS = 0777;
  private static final int UMASK = 0022;
  private static final int OWNER_ACCESS = 0700;
  private static final int ANY_READ = 0444;
  private static final int ANY_EXECUTE = 0111;

  /** The mode of a file, or of a folder that is complete. */
  int of(RsyncEntry entry, Optional<Attributes> there) {
    if (options.has(RsyncOption.MODES)) {
      return entry.permissions();
    }
    if (there.isEmpty()) {
      return entry.permissions() & PERMISSIONS & ~UMASK;
    }
    int mode = there.get().mode();
    if (!options.has(RsyncOption.EXECUTABILITY) || entry.isFolder()) {
      return mode;
    }
    boolean executable = (entry.permissions() & ANY_EXECUTE) != 0;
    return executable ? mode | ((mode & ANY_READ) >> 2) : mode & ~ANY_EXECUTE;
  }

  /** A folder has to be written into before it gets the mode that it was sent with. */
  Changes ofNewFolder(RsyncEntry entry) {
    return RsyncPlace.mode(of(entry, Optional.empty()) | OWNER_ACCESS);
  }

  /** Everything that is to be different about a file that is complete. */
  Changes changes(RsyncEntry entry, Optional<Attributes> there) {
    return new Changes(
        OptionalLong.empty(),
        OptionalInt.of(of(entry, there)),
        keepsTime(entry) ? Optional.of(entry.modified()) : Optional.empty());
  }

  private boolean keepsTime(RsyncEntry entry) {
    return options.has(RsyncOption.TIMES)
        && !(entry.isFolder() && options.has(RsyncOption.OMIT_FOLDER_TIMES));
  }

  /** What differs about what is there, in bits of an item; 0 if it is as it is to be. */
  int differences(RsyncEntry entry, Attributes there) {
    boolean time = keepsTime(entry) && there.modified().getEpochSecond() != entry.seconds();
    boolean mode = of(entry, Optional.of(there)) != there.mode();
    return (time ? RsyncProtocol.ITEM_REPORTS_TIME : 0)
        | (mode ? RsyncProtocol.ITEM_REPORTS_MODE : 0);
  }
}
