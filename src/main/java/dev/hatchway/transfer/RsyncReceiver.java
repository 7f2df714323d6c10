package dev.hatchway.transfer;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.BitSet;
import java.util.Optional;

/**
 * Receives files from a client of rsync. Every file that is not there yet as it is at the client is
 * asked for as a whole. Several are asked for before the first is there, so that many small files
 * do not wait for the network one by one, but few, so that neither side is ever stuck with what the
 * other does not read.
 */
final class RsyncReceiver {
  private static final int MOST_ASKED = 64;

  /** What rsync(1) calls "Error in file I/O". */
  private static final int PLACE_FAILED = 11;

  private final FileTree tree;
  private final RsyncCommand.Serve command;
  private final RsyncOptions options;
  private final RsyncInput in;
  private final RsyncOutput out;
  private final RsyncLiterals literals;

  /** Those items that the client was told of and has not answered yet. */
  private final BitSet asked = new BitSet();

  private int waiting;
  private final BitSet folders = new BitSet();
  private Optional<RsyncEntry> failedFolder = Optional.empty();

  RsyncReceiver(
      FileTree tree,
      RsyncCommand.Serve command,
      RsyncInput in,
      RsyncOutput out,
      RsyncLiterals literals) {
    this.tree = tree;
    this.command = command;
    this.options = command.options();
    this.in = in;
    this.out = out;
    this.literals = literals;
  }

  void receive() throws IOException {
    RsyncFilter filter = new RsyncFilter(false);
    if (options.deletes()) {
      filter.read(in);
    }
    RsyncListReader reader = new RsyncListReader(in, options);
    RsyncList list = reader.read();
    list.sort();
    RsyncPlace place;
    try {
      place = RsyncPlace.of(tree, command.paths().getFirst(), list, options);
    } catch (TransferException e) {
      out.giveUp(e.reason(), PLACE_FAILED);
      return;
    }
    RsyncDeletion deletion = new RsyncDeletion(tree, options, filter, place, out);
    boolean delete = mayDelete(reader.isIncomplete());
    if (delete && !options.deletesLate()) {
      deletion.run(list);
    }
    RsyncChoice choice = new RsyncChoice(tree, options, place, out, deletion);
    receive(list, choice, new RsyncIncoming(tree, options, place, in, literals));
    if (delete && options.deletesLate()) {
      deletion.run(list);
    }
    finishFolders(list, choice);
    end();
  }

  private boolean mayDelete(boolean incomplete) throws IOException {
    boolean unsafe = (incomplete || in.isIncomplete()) && !options.has(RsyncOption.IGNORE_ERRORS);
    if (options.deletes() && unsafe) {
      out.tell("some files could not be read; so nothing is deleted");
    }
    return options.deletes() && !unsafe;
  }

  private void receive(RsyncList list, RsyncChoice choice, RsyncIncoming incoming)
      throws IOException {
    in.onNotSent(
        index -> {
          answered(index);
          out.fail();
        });
    for (int next = 0; next < list.size() || waiting > 0; ) {
      while (next < list.size() && waiting < MOST_ASKED) {
        consider(list, next++, choice);
      }
      if (waiting > 0 && in.awaitBytes()) {
        takeAnswer(list, incoming);
      }
    }
  }

  private void consider(RsyncList list, int index, RsyncChoice choice) throws IOException {
    RsyncEntry entry = list.get(index);
    boolean failed = failedFolder.filter(entry::isIn).isPresent();
    if (failed || list.isRepeated(index)) {
      return;
    }
    try {
      int item = choice.about(entry);
      folders.set(index, entry.isFolder());
      if (item != 0) {
        out.index(index);
        out.shortInteger(item);
        askFor(index, item);
      } else if (entry.kind() == Attributes.Kind.FILE) {
        confirm(index);
      }
    } catch (TransferException e) {
      refuse(entry, e);
      failedFolder = entry.isFolder() ? Optional.of(entry) : failedFolder;
    }
  }

  private void askFor(int index, int item) throws IOException {
    asked.set(index);
    waiting++;
    if ((item & RsyncProtocol.ITEM_IS_TRANSFER) != 0 && !options.has(RsyncOption.DRY_RUN)) {
      // There are no blocks that the client need not send.
      for (int number = 0; number < Integer.BYTES; number++) {
        out.integer(0);
      }
    }
  }

  private boolean answered(int index) {
    boolean expected = index >= 0 && asked.get(index);
    if (expected) {
      asked.clear(index);
      waiting--;
    }
    return expected;
  }

  private void takeAnswer(RsyncList list, RsyncIncoming incoming) throws IOException {
    int index = in.index();
    if (!answered(index)) {
      throw new ProtocolException("a file that was not asked for");
    }
    int item = in.shortInteger();
    if ((item & RsyncProtocol.ITEM_BASIS_FOLLOWS) != 0) {
      in.unsignedByte();
    }
    if ((item & RsyncProtocol.ITEM_NAME_FOLLOWS) != 0) {
      in.shortText();
    }
    boolean transfer = (item & RsyncProtocol.ITEM_IS_TRANSFER) != 0;
    if (!transfer || options.has(RsyncOption.DRY_RUN)) {
      return;
    }
    RsyncEntry entry = list.get(index);
    if (entry.kind() != Attributes.Kind.FILE) {
      throw new ProtocolException("the bytes of what is no file");
    }
    try {
      incoming.receive(entry);
      confirm(index);
    } catch (TransferException e) {
      refuse(entry, e);
    }
  }

  /** The client may remove its file, if it wants to. */
  private void confirm(int index) throws IOException {
    if (options.has(RsyncOption.REMOVE_SOURCE_FILES) && !options.has(RsyncOption.DRY_RUN)) {
      out.message(RsyncProtocol.MESSAGE_SUCCESS, index);
    }
  }

  private void refuse(RsyncEntry entry, TransferException e) throws IOException {
    String name = entry.shown();
    out.refuse(e.reason().contains(name) ? e.reason() : name + ": " + e.reason());
  }

  /** From the last to the first, which is the deepest first: to change one changes its folder. */
  private void finishFolders(RsyncList list, RsyncChoice choice) throws IOException {
    for (int index = folders.length() - 1; index >= 0; index = folders.previousSetBit(index - 1)) {
      try {
        if (!options.has(RsyncOption.DRY_RUN)) {
          choice.finishFolder(list.get(index));
        }
      } catch (TransferException e) {
        refuse(list.get(index), e);
      }
    }
  }

  private void end() throws IOException {
    for (int phase = 1; phase <= RsyncProtocol.PHASES; phase++) {
      out.done();
      if (in.index() != RsyncProtocol.DONE) {
        throw new ProtocolException("a file after the end");
      }
    }
    out.done();
  }
}
