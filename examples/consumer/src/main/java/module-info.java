// SPDX-License-Identifier: Apache-2.0
/** A program that uses Sockscope. */
module org.example.consumer {
  requires org.sockscope;
}
