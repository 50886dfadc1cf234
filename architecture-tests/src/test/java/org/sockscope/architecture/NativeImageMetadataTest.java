// SPDX-License-Identifier: Apache-2.0
package org.sockscope.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What GraalVM's native-image is told agrees with what is in the jars and in the C code. */
class NativeImageMetadataTest {
  private static final String FOLDER = "META-INF/native-image/org.sockscope/";
  private static final Pattern FOUND_CLASS = Pattern.compile("FindClass\\(env, \"([^\"]+)\"\\)");
  private static final Pattern REGISTERED_METHOD =
      Pattern.compile("\\{\"(\\w+)\", \"\\([^\"]*\", \\(void \\*\\)");
  private static final Pattern OTHER_LOOKUP =
      Pattern.compile(
          "Get(Static)?(Method|Field)ID|DefineClass|ToReflected|GetObjectClass|ThrowNew");

  private static final Set<String> BUILT_ELSEWHERE =
      Set.of(
          "sockscope-platform-windows",
          "sockscope-platform-macos",
          "sockscope-platform-bsd",
          "sockscope-platform-sunos",
          "sockscope-platform-aix");

  @ParameterizedTest
  @CsvSource({
    "sockscope-native, org.sockscope.jni.NativeLibrary, org/sockscope/jni/version.properties",
    "sockscope-core, org.sockscope.core.Platform, org/sockscope/core/platforms.properties",
    "sockscope-cli, org.sockscope.cli.Main, org/sockscope/cli/version.properties",
    "sockscope-platform-linux, org.sockscope.platform.linux.LinuxProvider, META-INF/native/",
    "sockscope-platform-windows, org.sockscope.platform.windows.WindowsProvider, META-INF/native/",
    "sockscope-platform-macos, org.sockscope.platform.macos.MacosProvider, META-INF/native/",
    "sockscope-platform-bsd, org.sockscope.platform.bsd.FreeBsdProvider, META-INF/native/",
    "sockscope-platform-sunos, org.sockscope.platform.sunos.SunOsProvider, META-INF/native/",
    "sockscope-platform-aix, org.sockscope.platform.aix.AixProvider, META-INF/native/",
  })
  void resourcesAreIncluded(String artifact, String typeOfModule, String resource)
      throws Exception {
    List<String> resources = resourcesBeside(Class.forName(typeOfModule));
    List<String> wanted =
        resources.stream().filter(r -> r.startsWith(resource) && !r.endsWith("/")).toList();
    assumeFalse(
        wanted.isEmpty() && BUILT_ELSEWHERE.contains(artifact),
        "the libraries of other systems are built by the profile cross, or on such a machine alone");
    assertFalse(wanted.isEmpty(), resource);
    Set<String> included = new TreeSet<>();
    for (JsonNode include : json(artifact, "resource-config.json").at("/resources/includes")) {
      Pattern pattern = Pattern.compile(include.get("pattern").textValue());
      resources.stream().filter(r -> pattern.matcher(r).matches()).forEach(included::add);
    }
    assertEquals(new TreeSet<>(wanted), included);
  }

  @Test
  void nativeMethodsAreNamed() throws Exception {
    for (JsonNode type : json("sockscope-native", "jni-config.json")) {
      Set<String> named = new TreeSet<>();
      for (JsonNode method : type.get("methods")) {
        List<String> parameters = new ArrayList<>();
        method.get("parameterTypes").forEach(p -> parameters.add(p.textValue()));
        named.add(method.get("name").textValue() + parameters);
      }
      Set<String> existing =
          Arrays.stream(Class.forName(type.get("name").textValue()).getDeclaredMethods())
              .filter(method -> Modifier.isNative(method.getModifiers()))
              .map(NativeImageMetadataTest::nameAndParameters)
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(existing, named);
    }
  }

  @Test
  void whatTheCodeInCLooksUpIsNamed() throws Exception {
    Set<String> types = new TreeSet<>();
    Set<String> methods = new TreeSet<>();
    for (JsonNode type : json("sockscope-native", "jni-config.json")) {
      types.add(type.get("name").textValue().replace('.', '/'));
      type.get("methods").forEach(method -> methods.add(method.get("name").textValue()));
    }
    String code = codeInC();
    assertEquals(types, firstGroups(FOUND_CLASS, code));
    assertEquals(methods, firstGroups(REGISTERED_METHOD, code));
    assertFalse(OTHER_LOOKUP.matcher(code).find(), "this test and the metadata know nothing of it");
  }

  private static String nameAndParameters(Method method) {
    return method.getName()
        + Arrays.stream(method.getParameterTypes()).map(Class::getTypeName).toList();
  }

  private static JsonNode json(String artifact, String file) throws Exception {
    try (InputStream in = ClassLoader.getSystemResourceAsStream(FOLDER + artifact + "/" + file)) {
      return new ObjectMapper().readTree(in);
    }
  }

  /** All that is in the jar, or the folder, that a class is from. */
  private static List<String> resourcesBeside(Class<?> type) throws Exception {
    Path place = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (ModuleReader reader = ModuleFinder.of(place).findAll().iterator().next().open();
        Stream<String> names = reader.list()) {
      return names.toList();
    }
  }

  private static String codeInC() throws Exception {
    StringBuilder code = new StringBuilder();
    try (Stream<Path> modules = Files.list(Path.of(".."))) {
      for (Path folder : modules.map(m -> m.resolve("src/main/c")).filter(Files::exists).toList()) {
        try (Stream<Path> files = Files.list(folder)) {
          for (Path file : files.filter(f -> f.toString().endsWith(".c")).toList()) {
            code.append(Files.readString(file));
          }
        }
      }
    }
    assertTrue(code.indexOf("JNI_OnLoad") >= 0);
    return code.toString();
  }

  private static Set<String> firstGroups(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
