package io.sealbridge.server.cli;

import io.sealbridge.keyring.KeyName;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "delete",
    description = {
      "Destroys an application key on every HSM, for good. Its deletion must have been allowed"
          + " before (keys configure NAME --deletion-allowed true).",
      "A seal key is never deleted: retire its versions instead."
    })
final class KeysDelete implements Callable<Integer> {
  private final Surroundings surroundings;

  @Spec CommandSpec spec = CommandSpec.create();
  @Mixin CommonOptions common = new CommonOptions();

  @Parameters(paramLabel = "NAME", description = "The key's name.")
  KeyName key = new KeyName("unnamed");

  @Option(names = "--yes", description = "Do not ask.")
  boolean yes;

  KeysDelete(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    KeyWork work = new KeyWork(spec, common, surroundings);
    return work.change(
        (keys, configuration, patience) -> {
          if (!yes) {
            surroundings
                .confirmation(spec)
                .ask(
                    "Nothing that key %s has sealed or signed can be opened or made again. Destroy it?"
                        .formatted(key));
          }
          patience.await("deleting key " + key, keys.delete(work.actor(), key));
          work.printer()
              .print(
                  "key " + key + " is destroyed",
                  json -> {
                    json.writeStringField("key", key.value());
                    json.writeBooleanField("deleted", true);
                  });
        });
  }
}
