@rem SPDX-License-Identifier: Apache-2.0
@rem
@rem Runs the command line on Windows. It builds nothing: what it runs is made where ./sockscope and ./check run.
@echo off
setlocal
set "jar=%~dp0cli\target\sockscope\sockscope-cli-0.1.0.jar"
if not exist "%jar%" goto notbuilt
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"

rem As in ./sockscope: this JVM should start fast, and what it has to say itself is no part of the output.
"%java%" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+DisplayVMOutputToStderr "-Xlog:disable" ^
 "-Xlog:all=warning,cds*=off:stderr" -jar "%jar%" %*
exit /b %errorlevel%

:notbuilt
echo sockscope: it isn't built: run mvn -Pcross -DskipTests package on Linux, and copy the folder cli\target\sockscope here>&2
exit /b 1
