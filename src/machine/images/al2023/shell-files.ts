export const etcProfile = `# /etc/profile

# System wide environment and startup programs, for login setup

pathmunge () {
    case ":\${PATH}:" in
        *:"$1":*)
            ;;
        *)
            if [ "$2" = "after" ] ; then
                PATH=$PATH:$1
            else
                PATH=$1:$PATH
            fi
    esac
}

pathmunge /usr/sbin after
pathmunge /usr/local/sbin after

HISTSIZE=1000
export PATH USER LOGNAME MAIL HOSTNAME HISTSIZE
umask 022

for i in /etc/profile.d/*.sh ; do
    if [ -r "$i" ] ; then
        . "$i"
    fi
done

unset i
unset -f pathmunge

if [ -n "\${BASH_VERSION-}" ] && [ -f /etc/bashrc ] ; then
    . /etc/bashrc
fi
`

export const etcBashrc = `# /etc/bashrc

# System wide functions and aliases

if [ "$PS1" ] ; then
    PS1="[\\u@\\h \\W]\\\\$ "
    # The window's title.
    case $TERM in
    xterm*)
        PROMPT_COMMAND='printf "\\033]0;%s@%s:%s\\007" "\${USER}" "\${HOSTNAME%%.*}" "\${PWD/#$HOME/\\~}"'
        ;;
    esac
fi
`

export const bashProfile = `# .bash_profile

# Get the aliases and functions
if [ -f ~/.bashrc ]; then
    . ~/.bashrc
fi

# User specific environment and startup programs
`

export const bashrc = `# .bashrc

# Source global definitions
if [ -f /etc/bashrc ]; then
    . /etc/bashrc
fi

# User specific environment
if ! [[ "$PATH" =~ "$HOME/.local/bin:$HOME/bin:" ]]
then
    PATH="$HOME/.local/bin:$HOME/bin:$PATH"
fi
export PATH

# User specific aliases and functions
`

export const rootBashrc = `# .bashrc

# User specific aliases and functions

alias rm='rm -i'
alias cp='cp -i'
alias mv='mv -i'

# Source global definitions
if [ -f /etc/bashrc ]; then
    . /etc/bashrc
fi
`

/** /etc/profile.d */
export const profileScripts: Readonly<Record<string, string>> = {
  'colorls.sh': `alias ll='ls -l --color=auto' 2>/dev/null
alias l.='ls -d .* --color=auto' 2>/dev/null
alias ls='ls --color=auto' 2>/dev/null
`,
  'colorgrep.sh': `alias grep='grep --color=auto' 2>/dev/null
alias egrep='egrep --color=auto' 2>/dev/null
alias fgrep='fgrep --color=auto' 2>/dev/null
`,
}
