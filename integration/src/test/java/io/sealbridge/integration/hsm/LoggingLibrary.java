package io.sealbridge.integration.hsm;

import io.sealbridge.integration.Repository;
import io.sealbridge.integration.process.Command;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Libraries in C that keep a log, each compiled for its file. */
public final class LoggingLibrary {
  private LoggingLibrary() {}

  /** To be loaded before others: keeps what goes to the system log. */
  public static Path systemLog(Path folder, Path log) {
    return compile("syslog", folder, "-DLOG=\"" + log + "\"");
  }

  /** A PKCS#11 library in front of SoftHSM: keeps uses of keys as a Luna does. */
  public static Path uses(Path folder, Path log) {
    return compile("uses", folder, "-DLOG=\"" + log + "\"", "-DREAL=\"" + SoftHsm.library() + "\"");
  }

  private static Path compile(String name, Path folder, String... definitions) {
    Path library = folder.resolve(name + ".so");
    List<String> command =
        new ArrayList<>(
            List.of("gcc", "-std=gnu11", "-Wall", "-Wextra", "-Werror", "-O1", "-fPIC", "-shared"));
    command.addAll(List.of(definitions));
    Path source = Repository.root().resolve("integration/src/test/c/" + name + ".c");
    command.addAll(List.of("-o", library.toString(), source.toString(), "-ldl"));
    Command.run(command, Map.of()).orFail();
    return library;
  }
}
