// SPDX-License-Identifier: Apache-2.0
package org.sockscope;

/** The moving of classes into other packages, as shading does. The native library can't follow. */
final class Relocation {
  /** In parts, since relocation rewrites the names that it finds in constants too. */
  private static final String PACKAGE = String.join(".", "org", "sockscope");

  private Relocation() {}

  static void refuse() {
    String here = Relocation.class.getPackageName();
    if (!here.equals(PACKAGE)) {
      throw new NativeLibraryException(
          "the packages of Sockscope were relocated from "
              + PACKAGE
              + " to "
              + here
              + ", which is not supported, since its native library knows its classes by name:"
              + " leave them out of the relocation",
          null);
    }
  }
}
