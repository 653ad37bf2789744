package io.sealbridge.hsm.cryptoki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.PaddingLayout;
import java.lang.foreign.StructLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every size and offset against what a C compiler makes of the standard's declarations. */
class LayoutsTest {
  private static final Map<String, StructLayout> STRUCTURES =
      Map.ofEntries(
          Map.entry("CK_INFO", Layouts.INFO),
          Map.entry("CK_SLOT_INFO", Layouts.SLOT_INFO),
          Map.entry("CK_TOKEN_INFO", Layouts.TOKEN_INFO),
          Map.entry("CK_SESSION_INFO", Layouts.SESSION_INFO),
          Map.entry("CK_MECHANISM_INFO", Layouts.MECHANISM_INFO),
          Map.entry("CK_ATTRIBUTE", Layouts.ATTRIBUTE),
          Map.entry("CK_MECHANISM", Layouts.MECHANISM),
          Map.entry("CK_GCM_PARAMS", Layouts.GCM_PARAMS),
          Map.entry("CK_RSA_PKCS_OAEP_PARAMS", Layouts.OAEP_PARAMS),
          Map.entry("CK_RSA_PKCS_PSS_PARAMS", Layouts.PSS_PARAMS),
          Map.entry("CK_C_INITIALIZE_ARGS", Layouts.INITIALIZE_ARGS));

  @TempDir Path directory;

  @Test
  void matchesTheCompilersStructures() throws IOException {
    Map<String, Long> expected = new TreeMap<>();
    StringBuilder prints = new StringBuilder();
    STRUCTURES.forEach(
        (name, layout) -> {
          print(prints, name, "sizeof(" + name + ")");
          expected.put(name, layout.byteSize());
          for (String member : members(layout)) {
            print(prints, name + "." + member, "offsetof(" + name + ", " + member + ")");
            expected.put(name + "." + member, Layouts.offset(layout, member));
          }
        });

    assertThat(runC(prints.toString())).isEqualTo(expected);
  }

  @Test
  void matchesThePlacesInTheFunctionList() throws IOException {
    Map<String, Long> expected = new TreeMap<>();
    StringBuilder prints = new StringBuilder();
    for (CryptokiFunction function : CryptokiFunction.values()) {
      String member = function.cName().substring(2);
      print(prints, member, "offsetof(CK_FUNCTION_LIST, " + member + ")");
      expected.put(member, function.offset());
    }
    print(prints, "size", "sizeof(CK_FUNCTION_LIST)");
    expected.put("size", FunctionList.size());

    assertThat(runC(prints.toString())).isEqualTo(expected);
  }

  private static List<String> members(StructLayout layout) {
    return layout.memberLayouts().stream()
        .filter(member -> !(member instanceof PaddingLayout))
        .map(MemoryLayout::name)
        .map(name -> name.orElseThrow())
        .toList();
  }

  private static void print(StringBuilder prints, String name, String expression) {
    prints.append("  printf(\"%s %%zu\\n\", %s);%n".formatted(name, expression));
  }

  private Map<String, Long> runC(String prints) throws IOException {
    Path sources = ForwardingLibrarySources.unpack(directory);
    Files.writeString(
        sources.resolve("layouts.c"),
        """
        #include <stddef.h>
        #include <stdio.h>
        #include "cryptoki.h"
        typedef struct {
          CK_VERSION version;
        #define FUNCTION(name, parameters, arguments) CK_RV (*name) parameters;
        #include "functions.h"
        #undef FUNCTION
        } CK_FUNCTION_LIST;
        int main(void) {
        %s
          return 0;
        }
        """
            .formatted(prints));
    Commands.run(
        new ProcessBuilder("gcc", "-o", "layouts", "layouts.c").directory(sources.toFile()),
        "install a C compiler (Debian: apt-get install gcc libc6-dev)");
    Map<String, Long> seen = new TreeMap<>();
    Commands.run(new ProcessBuilder(sources.resolve("layouts").toString()), "build it")
        .lines()
        .map(line -> line.split(" ", 2))
        .forEach(parts -> seen.put(parts[0], Long.valueOf(parts[1])));
    return seen;
  }
}
