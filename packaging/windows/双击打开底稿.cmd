@echo off
rem Drafts open with the nianbao.exe beside this file: for this user only, so no administrator is needed.
chcp 65001 >nul
set "classes=HKCU\Software\Classes"
set "failed="
reg add "%classes%\.nianbao" /ve /d "Nianbao.Draft" /f >nul || set "failed=1"
reg add "%classes%\Nianbao.Draft" /ve /d "年报底稿" /f >nul || set "failed=1"
reg add "%classes%\Nianbao.Draft\DefaultIcon" /ve /d "\"%~dp0nianbao.exe\",0" /f >nul || set "failed=1"
reg add "%classes%\Nianbao.Draft\shell\open\command" /ve /d "\"%~dp0nianbao.exe\" \"%%1\"" /f >nul || set "failed=1"
if defined failed echo 没有成功：本机不允许修改当前用户的注册表。请在年报里用“打开”。
if not defined failed echo 好了：双击底稿就用年报打开。本目录移动以后，请再运行一次。
if not "%1"=="quiet" pause
if defined failed exit /b 1
