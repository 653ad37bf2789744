package io.sealbridge.sync;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Who may know whom. */
class ArchitectureTest {
  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.sealbridge.sync");

  @Test
  void knowsVaultsApiAndNoneOfTheOtherPrograms() {
    classes()
        .that()
        .resideInAPackage("io.sealbridge.sync..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.sealbridge.sync..",
            "io.sealbridge.vault..",
            "io.sealbridge.commandline..",
            "io.sealbridge.configuration..",
            "java..",
            "picocli..",
            "com.fasterxml.jackson..",
            "org.jspecify..",
            "com.google.errorprone.annotations..")
        .check(PRODUCT);
  }

  @Test
  void onlyTheCommandLineKnowsThatItIsOne() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.sealbridge.sync.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.sealbridge.sync.cli..", "picocli..")
        .check(PRODUCT);
  }

  @Test
  void packagesFormNoCircle() {
    slices().matching("io.sealbridge.sync.(*)..").should().beFreeOfCycles().check(PRODUCT);
  }
}
