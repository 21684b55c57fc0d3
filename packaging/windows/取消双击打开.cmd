@echo off
rem Undoes what the other file did.
chcp 65001 >nul
reg delete "HKCU\Software\Classes\.nianbao" /f >nul 2>nul
reg delete "HKCU\Software\Classes\Nianbao.Draft" /f >nul 2>nul
echo 好了：双击底稿不再用年报打开。
if not "%1"=="quiet" pause
