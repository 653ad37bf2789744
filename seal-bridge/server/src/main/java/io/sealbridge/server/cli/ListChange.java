package io.sealbridge.server.cli;

import io.sealbridge.commandline.CommandException;
import io.sealbridge.server.reaction.Wanted;
import io.sealbridge.server.revocation.DenyList;
import io.sealbridge.server.revocation.DenyListException;
import io.sealbridge.server.revocation.DenyListFile;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** A change of the deny list that counts only when every replica acts by it. */
final class ListChange {
  private final DenyListWork work;
  private final Settlement settlement;

  ListChange(DenyListWork work, Settlement settlement) {
    this.work = work;
    this.settlement = settlement;
  }

  /** Changes the file, prints what was done, and asks. */
  int make(UnaryOperator<DenyList> change, String done) throws IOException {
    try {
      DenyListFile.Contents contents = work.file().change(change);
      return settle(
          done
              + ". Every bridge that has this file heeds it within seconds: "
              + work.file().path()
              + "\nThe other replicas get it by whatever distributes the configuration.",
          contents);
    } catch (DenyListException e) {
      throw new CommandException(e.getMessage() + "; nothing was changed");
    }
  }

  /** Only asks. */
  int confirm() {
    try {
      DenyListFile.Contents contents =
          work.file().read().orElseGet(() -> new DenyListFile.Contents(DenyList.NOBODY, ""));
      return settle("the deny list is " + work.file().path(), contents);
    } catch (DenyListException e) {
      throw new CommandException(String.valueOf(e.getMessage()));
    }
  }

  private int settle(String text, DenyListFile.Contents contents) {
    return settlement.settle(
        text,
        json -> work.fields(json, contents.list()),
        new Wanted.ListStands(contents.sha256()),
        "seal-bridge access confirm");
  }
}
