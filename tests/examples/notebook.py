"""Run a notebook in a kernel of this interpreter, and write it with its outputs: `python notebook.py FROM TO`.

It is a program of its own, since the client leaves sockets open that pytest would take for ours.
"""

import sys

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient

if __name__ == "__main__":
    _, source, target = sys.argv
    book = nbformat.read(source, as_version=4)  # type: ignore[no-untyped-call] # it has no types
    # With no place to look for kernels there is still one: that of the ipykernel which this interpreter has.
    manager = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=KernelSpecManager(kernel_dirs=[]))
    NotebookClient(book, km=manager, timeout=300).execute(cleanup_kc=True)
    nbformat.write(book, target)  # type: ignore[no-untyped-call]
