// SPDX-License-Identifier: Apache-2.0
package org.sockscope.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sockscope.Kind;
import org.sockscope.NativeLibraryException;
import org.sockscope.Sockscope;
import org.sockscope.UnsupportedPlatformException;
import org.sockscope.spi.Capabilities;
import org.sockscope.spi.SocketTable;
import org.sockscope.spi.SocketTableProvider;
import org.sockscope.spi.SockscopeFactory;
import org.sockscope.spi.UnixNames;

class ScopeFactoryTest {
  @TempDir Path dir;

  private final ClassLoader contextLoader = Thread.currentThread().getContextClassLoader();

  @BeforeEach
  void hideProvidersFromTheThread() {
    Thread.currentThread().setContextClassLoader(ClassLoader.getPlatformClassLoader());
  }

  @AfterEach
  void restoreTheThread() {
    Thread.currentThread().setContextClassLoader(contextLoader);
  }

  /** Serves every machine. Its tables list UDP. */
  public static final class Universal implements SocketTableProvider {
    @Override
    public String system() {
      return "Universal";
    }

    @Override
    public Optional<String> unavailable() {
      return Optional.empty();
    }

    @Override
    public SocketTable open() {
      return tableOf(Kind.UDP);
    }
  }

  /** Serves every machine, too. Its tables list TCP. */
  public static final class Second implements SocketTableProvider {
    @Override
    public String system() {
      return "Second";
    }

    @Override
    public Optional<String> unavailable() {
      return Optional.empty();
    }

    @Override
    public SocketTable open() {
      return tableOf(Kind.TCP);
    }
  }

  /** Serves no machine. */
  public static final class Toaster implements SocketTableProvider {
    @Override
    public String system() {
      return "Toaster";
    }

    @Override
    public Optional<String> unavailable() {
      return Optional.of("this machine has no slots");
    }

    @Override
    public SocketTable open() {
      throw new AssertionError("it said that it is unavailable");
    }
  }

  /** Can't be made. */
  public static final class Broken implements SocketTableProvider {
    /** Fails. */
    public Broken() {
      throw new IllegalStateException("broken on purpose");
    }

    @Override
    public String system() {
      throw new AssertionError();
    }

    @Override
    public Optional<String> unavailable() {
      throw new AssertionError();
    }

    @Override
    public SocketTable open() {
      throw new AssertionError();
    }
  }

  /** Serves every machine, but its library is broken. */
  public static final class WithoutLibrary implements SocketTableProvider {
    @Override
    public String system() {
      return "WithoutLibrary";
    }

    @Override
    public Optional<String> unavailable() {
      return Optional.empty();
    }

    @Override
    public SocketTable open() {
      throw new NativeLibraryException("no library", null);
    }
  }

  private static SocketTable tableOf(Kind kind) {
    SocketTable table = mock(SocketTable.class);
    when(table.capabilities())
        .thenReturn(new Capabilities(Set.of(kind, Kind.ALL), true, UnixNames.NONE));
    return table;
  }

  private ClassLoader loaderWith(String... providers) throws IOException {
    Path root = Files.createTempDirectory(dir, "providers");
    Path services = Files.createDirectories(root.resolve("META-INF/services"));
    Files.write(services.resolve(SocketTableProvider.class.getName()), List.of(providers));
    return new URLClassLoader(new URL[] {root.toUri().toURL()}, getClass().getClassLoader());
  }

  private ClassLoader loaderWith(Class<?>... providers) throws IOException {
    return loaderWith(Arrays.stream(providers).map(Class::getName).toArray(String[]::new));
  }

  private static Set<Kind> kindsFoundBy(SockscopeFactory factory) {
    try (Sockscope scope = factory.open()) {
      return scope.supportedKinds();
    }
  }

  @Test
  void opensTheFirstProviderThatServesTheMachine() throws IOException {
    ClassLoader loader = loaderWith(Toaster.class, Second.class, Universal.class);
    assertEquals(Set.of(Kind.TCP, Kind.ALL), kindsFoundBy(new ScopeFactory(loader)));
  }

  @Test
  void prefersItsOwnClassLoaderToThatOfTheThread() throws IOException {
    Thread.currentThread().setContextClassLoader(loaderWith(Universal.class));
    assertEquals(
        Set.of(Kind.TCP, Kind.ALL), kindsFoundBy(new ScopeFactory(loaderWith(Second.class))));
  }

  @Test
  void looksWhereTheThreadLooksIfNothingElseServes() throws IOException {
    Thread.currentThread().setContextClassLoader(loaderWith(Universal.class));
    assertEquals(Set.of(Kind.UDP, Kind.ALL), kindsFoundBy(new ScopeFactory()));
    assertEquals(
        Set.of(Kind.UDP, Kind.ALL), kindsFoundBy(new ScopeFactory(loaderWith(Toaster.class))));
  }

  @Test
  void aThreadWithoutClassLoaderIsNoObstacle() throws IOException {
    Thread.currentThread().setContextClassLoader(null);
    assertEquals(
        Set.of(Kind.TCP, Kind.ALL), kindsFoundBy(new ScopeFactory(loaderWith(Second.class))));
    assertThrows(
        UnsupportedPlatformException.class,
        () -> new ScopeFactory(loaderWith(Toaster.class)).open());
  }

  @Test
  void aProviderThatCannotBeMadeHidesNoOther() throws IOException {
    ClassLoader loader =
        loaderWith(Broken.class.getName(), "no.such.Provider", Second.class.getName());
    assertEquals(Set.of(Kind.TCP, Kind.ALL), kindsFoundBy(new ScopeFactory(loader)));
  }

  @Test
  void tellsOfEveryProviderWhyItIsOfNoUse() throws IOException {
    ClassLoader loader =
        loaderWith(Broken.class.getName(), Toaster.class.getName(), "no.such.Provider");
    UnsupportedPlatformException refusal =
        assertThrows(UnsupportedPlatformException.class, () -> new ScopeFactory(loader).open());
    String message = String.valueOf(refusal.getMessage());
    assertTrue(message.contains("Toaster (this machine has no slots)"), message);
    assertTrue(message.contains(Broken.class.getName()), message);
    assertTrue(message.contains("broken on purpose"), message);
    assertTrue(message.contains("no.such.Provider"), message);
    assertFalse(message.contains("\n"), message);
    assertEquals(2, refusal.getSuppressed().length);
  }

  @Test
  void theSearchEndsWhereTheServiceFilesCannotBeRead() {
    ClassLoader unreadable =
        new ClassLoader(getClass().getClassLoader()) {
          @Override
          public Enumeration<URL> getResources(String name) throws IOException {
            throw new IOException("unreadable on purpose");
          }
        };
    UnsupportedPlatformException refusal =
        assertThrows(UnsupportedPlatformException.class, () -> new ScopeFactory(unreadable).open());
    assertTrue(
        String.valueOf(refusal.getMessage()).contains("unreadable on purpose"),
        refusal.getMessage());
  }

  @Test
  void namesTheDependencyToAdd() {
    assertEquals(
        "nothing serves Linux on amd64: add the dependency org.sockscope:sockscope-platform-linux"
            + " (with the classifier linux-x86_64 for this machine alone)",
        new ProviderSearch().nothingFound("Linux", "amd64").getMessage());
    assertEquals(
        "nothing serves Linux on pdp11: add the dependency org.sockscope:sockscope-platform-linux",
        new ProviderSearch().nothingFound("Linux", "pdp11").getMessage());
  }

  @Test
  void saysThatASystemIsNotSupported() throws IOException {
    ProviderSearch search = new ProviderSearch();
    assertEquals(
        "Plan 9 on mips is not supported", search.nothingFound("Plan 9", "mips").getMessage());
    assertEquals(Optional.empty(), search.in(loaderWith(Toaster.class)));
    assertEquals(
        "Plan 9 on mips is not supported; found but of no use here: Toaster (this machine has no"
            + " slots)",
        search.nothingFound("Plan 9", "mips").getMessage());
  }

  @Test
  void aLibraryThatCannotBeLoadedIsNotAMissingPlatform() throws IOException {
    ClassLoader loader = loaderWith(WithoutLibrary.class, Second.class);
    assertThrows(NativeLibraryException.class, () -> new ScopeFactory(loader).open());
  }

  @Test
  void systemFindsTheFactoryAsAService() throws IOException {
    Thread.currentThread().setContextClassLoader(loaderWith(Universal.class));
    assertEquals(Set.of(Kind.UDP, Kind.ALL), kindsFoundBy(Sockscope::system));
  }

  @Test
  void moduleAndServiceFileProvideTheSameFactory() throws IOException {
    List<Class<?>> onTheClassPath =
        ServiceLoader.load(SockscopeFactory.class, getClass().getClassLoader()).stream()
            .map(ServiceLoader.Provider::type)
            .collect(Collectors.toList());
    assertEquals(List.of(ScopeFactory.class), onTheClassPath);
    URL classes = ScopeFactory.class.getProtectionDomain().getCodeSource().getLocation();
    try (InputStream in = new URL(classes, "module-info.class").openStream()) {
      ModuleDescriptor module = ModuleDescriptor.read(in);
      assertEquals("org.sockscope.core", module.name());
      assertEquals(
          List.of(ScopeFactory.class.getName()),
          module.provides().stream()
              .filter(service -> service.service().equals(SockscopeFactory.class.getName()))
              .flatMap(service -> service.providers().stream())
              .toList());
      assertEquals(Set.of(SocketTableProvider.class.getName()), module.uses());
      assertEquals(Set.of(), module.exports());
    }
  }
}
