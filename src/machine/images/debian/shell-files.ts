/** /etc/profile: the prompt of shells that have no files of their own, and /etc/profile.d. */
export const etcProfile = `# /etc/profile: for login shells of the Bourne family.

if [ "$(id -u)" -eq 0 ]; then
  PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
else
  PATH="\${PATH:-/usr/local/bin:/usr/bin:/bin:/usr/local/games:/usr/games}"
fi
export PATH

if [ "\${PS1-}" ]; then
  if [ "\${BASH-}" ] && [ "$BASH" != "/bin/sh" ]; then
    if [ -f /etc/bash.bashrc ]; then
      . /etc/bash.bashrc
    fi
  elif [ "$(id -u)" -eq 0 ]; then
    PS1='# '
  else
    PS1='$ '
  fi
fi

if [ -d /etc/profile.d ]; then
  for i in /etc/profile.d/*.sh; do
    if [ -r "$i" ]; then
      . "$i"
    fi
  done
  unset i
fi
`

const administratorHint = `
# Whoever may use sudo and never has is told of it.
if [ ! -e "$HOME/.sudo_as_admin_successful" ] && [ ! -e "$HOME/.hushlogin" ]; then
  case " $(groups) " in
    *\\ admin\\ *|*\\ sudo\\ *)
      if [ -x /usr/bin/sudo ]; then
        printf '%s\\n' 'To run a command as administrator (user "root"), use "sudo <command>".' 'See "man sudo_root" for details.' ''
      fi
  esac
fi

# What is not there may be in a package.
if [ -x /usr/lib/command-not-found ]; then
  command_not_found_handle() {
    if [ -x /usr/lib/command-not-found ]; then
      /usr/lib/command-not-found -- "$1"
      return $?
    fi
    printf '%s: command not found\\n' "$1" >&2
    return 127
  }
fi
`

export const etcBashrc = (friendly: boolean): string => `# /etc/bash.bashrc: for interactive bash shells.

[ -z "\${PS1-}" ] && return

shopt -s checkwinsize

if [ -z "\${debian_chroot:-}" ] && [ -r /etc/debian_chroot ]; then
  debian_chroot=$(cat /etc/debian_chroot)
fi

PS1='\${debian_chroot:+($debian_chroot)}\\u@\\h:\\w\\$ '
${friendly ? administratorHint : ''}`

export const bashrc = `# ~/.bashrc: for bash shells that are no login shells.

# Scripts have no use for what follows.
case $- in
  *i*) ;;
  *) return;;
esac

# Lines that begin with a space, and those just like the one before, are not remembered.
HISTCONTROL=ignoreboth
HISTSIZE=1000
HISTFILESIZE=2000
shopt -s histappend
shopt -s checkwinsize

if [ -z "\${debian_chroot:-}" ] && [ -r /etc/debian_chroot ]; then
  debian_chroot=$(cat /etc/debian_chroot)
fi

# A coloured prompt where the terminal has colours.
case "$TERM" in
  xterm-color|*-256color) color_prompt=yes;;
esac

if [ "\${color_prompt-}" = yes ]; then
  PS1='\${debian_chroot:+($debian_chroot)}\\[\\033[01;32m\\]\\u@\\h\\[\\033[00m\\]:\\[\\033[01;34m\\]\\w\\[\\033[00m\\]\\$ '
else
  PS1='\${debian_chroot:+($debian_chroot)}\\u@\\h:\\w\\$ '
fi
unset color_prompt

# The window's title.
case "$TERM" in
  xterm*|rxvt*)
    PS1="\\[\\e]0;\${debian_chroot:+($debian_chroot)}\\u@\\h: \\w\\a\\]$PS1"
    ;;
esac

alias ls='ls --color=auto'
alias grep='grep --color=auto'
alias fgrep='fgrep --color=auto'
alias egrep='egrep --color=auto'

alias ll='ls -alF'
alias la='ls -A'
alias l='ls -CF'

if [ -f ~/.bash_aliases ]; then
  . ~/.bash_aliases
fi
`

export const profile = `# ~/.profile: for login shells. Bash reads it when there is no ~/.bash_profile or ~/.bash_login.

if [ -n "$BASH_VERSION" ]; then
  if [ -f "$HOME/.bashrc" ]; then
    . "$HOME/.bashrc"
  fi
fi

if [ -d "$HOME/bin" ] ; then
  PATH="$HOME/bin:$PATH"
fi

if [ -d "$HOME/.local/bin" ] ; then
  PATH="$HOME/.local/bin:$PATH"
fi
`

export const rootProfile = `# ~/.profile: for root's login shells.

if [ "$BASH" ]; then
  if [ -f ~/.bashrc ]; then
    . ~/.bashrc
  fi
fi
`

export const rootBashrc = bashrc
