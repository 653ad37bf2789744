package io.sealbridge.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Who may know whom. */
class ArchitectureTest {

  private static JavaClasses product = new ClassFileImporter().importClasses();

  @BeforeAll
  static void read() {
    product =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("test-classes"))
            // The keyring's fakes come as a folder or, once packaged, as an archive.
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.sealbridge");
  }

  @Test
  void keyringKnowsNothingButJava() {
    classes()
        .that()
        .resideInAPackage("io.sealbridge.keyring..")
        .and()
        .resideOutsideOfPackage("io.sealbridge.keyring.fake..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "io.sealbridge.keyring..",
            "java..",
            "javax.crypto..",
            "org.jspecify..",
            "com.google.errorprone.annotations..")
        .check(product);
  }

  @Test
  void adaptersKnowTheKeyringAndNeitherEachOtherNorTheServer() {
    noClasses()
        .that()
        .resideInAPackage("io.sealbridge.hsm..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.sealbridge.audit..", "io.sealbridge.server..", "io.vertx..", "io.netty..")
        .check(product);
    noClasses()
        .that()
        .resideInAPackage("io.sealbridge.audit..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.sealbridge.hsm..", "io.sealbridge.server..", "io.vertx..", "io.netty..")
        .check(product);
  }

  @Test
  void whatCommandLinesShareKnowsNoneOfThem() {
    noClasses()
        .that()
        .resideInAnyPackage("io.sealbridge.commandline..", "io.sealbridge.configuration..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.sealbridge.keyring..",
            "io.sealbridge.hsm..",
            "io.sealbridge.audit..",
            "io.sealbridge.server..")
        .check(product);
  }

  @Test
  void onlyTheBindingTouchesForeignMemory() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.sealbridge.hsm.cryptoki..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.lang.foreign..")
        .check(product);
  }

  @Test
  void theServerSeesOnlyTheFrontOfTheHsm() {
    noClasses()
        .that()
        .resideInAPackage("io.sealbridge.server..")
        .and()
        .resideOutsideOfPackage("io.sealbridge.server.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.sealbridge.hsm.*..")
        .check(product);
  }

  @Test
  void librariesStayWhereTheyBelong() {
    noClasses()
        .that()
        .resideOutsideOfPackages("io.sealbridge.server.http..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.netty..")
        .check(product);
    noClasses()
        .that()
        .resideOutsideOfPackages("io.sealbridge.server.cli..", "io.sealbridge.commandline..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("picocli..")
        .check(product);
    noClasses()
        .that()
        .resideInAnyPackage(
            "io.sealbridge.server.config..",
            "io.sealbridge.server.identity..",
            "io.sealbridge.server.token..",
            "io.sealbridge.server.transit..",
            "io.sealbridge.server.storage..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.vertx..")
        .check(product);
  }

  @Test
  void nothingIsAboveTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("io.sealbridge.server.cli..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.sealbridge.server.cli..")
        .check(product);
  }

  @Test
  void packagesOfTheServerFormNoCircle() {
    slices().matching("io.sealbridge.server.(*)..").should().beFreeOfCycles().check(product);
  }
}
