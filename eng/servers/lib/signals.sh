# shellcheck shell=bash
# The shell starts what runs in the background deaf to interrupts, and so is all that this starts: a test of what an
# interrupt does would never see one. `"${hearing[@]}" command &` undoes it.
hearing=(env --default-signal=INT --default-signal=QUIT)
"${hearing[@]}" true 2>/dev/null || hearing=(env)
