#pragma once
// Nothing to call: the shim is loaded in front of the C library (LD_PRELOAD), and told by the environment what to do.
