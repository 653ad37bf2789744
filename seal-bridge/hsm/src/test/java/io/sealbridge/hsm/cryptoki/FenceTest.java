package io.sealbridge.hsm.cryptoki;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FenceTest {
  @Test
  void letsNoNativeTypeOutOfThePackage() throws Exception {
    List<String> leaks = new ArrayList<>();
    List<Class<?>> open = publicTypes();
    for (Class<?> type : open) {
      Stream.<Executable>concat(
              Stream.of(type.getDeclaredMethods()), Stream.of(type.getDeclaredConstructors()))
          .filter(member -> isOpen(member.getModifiers()))
          .filter(member -> namesNativeType(member))
          .forEach(member -> leaks.add(member.toString()));
      for (Field field : type.getDeclaredFields()) {
        if (isOpen(field.getModifiers()) && isNative(field.getType())) {
          leaks.add(field.toString());
        }
      }
    }

    assertThat(open).contains(CryptokiModule.class, CryptokiSession.class, Pin.class);
    assertThat(leaks).isEmpty();
  }

  private static boolean namesNativeType(Executable member) {
    Class<?> result =
        switch (member) {
          case Method method -> method.getReturnType();
          case Constructor<?> constructor -> constructor.getDeclaringClass();
        };
    return isNative(result) || Stream.of(member.getParameterTypes()).anyMatch(FenceTest::isNative);
  }

  private static boolean isNative(Class<?> type) {
    return type.getName().startsWith("java.lang.foreign.")
        || type.getName().startsWith("java.lang.invoke.");
  }

  private static boolean isOpen(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  /** Those of the product, not of the tests, with their nested types. */
  private static List<Class<?>> publicTypes()
      throws IOException, URISyntaxException, ClassNotFoundException {
    Path root = Path.of(Cryptoki.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path folder = root.resolve(Cryptoki.class.getPackageName().replace('.', '/'));
    List<Class<?>> types = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
        String name = file.getFileName().toString().replace(".class", "");
        Class<?> type = Class.forName(Cryptoki.class.getPackageName() + "." + name);
        if (Modifier.isPublic(type.getModifiers())) {
          types.add(type);
        }
      }
    }
    return types;
  }
}
