"""Carries files with paramiko: PORT USER KEY put|get|put-tree|get-tree|list PATH…"""

import os
import stat
import sys

import paramiko


def put(sftp, near, far):
    sftp.put(near, far)  # pipelined, and asks for the size at the end
    keep(os.stat(near), lambda mode: sftp.chmod(far, mode), lambda times: sftp.utime(far, times))


def get(sftp, far, near):
    sftp.get(far, near)  # asks for all pieces at once
    keep(sftp.stat(far), lambda mode: os.chmod(near, mode), lambda times: os.utime(near, times))


def keep(found, set_mode, set_times):
    set_mode(stat.S_IMODE(found.st_mode))
    set_times((int(found.st_atime), int(found.st_mtime)))


def put_tree(sftp, near, far):
    sftp.mkdir(far)
    for name in os.listdir(near):
        source, target = near + "/" + name, far + "/" + name
        (put_tree if os.path.isdir(source) else put)(sftp, source, target)
    sftp.chmod(far, stat.S_IMODE(os.stat(near).st_mode))


def get_tree(sftp, far, near):
    os.mkdir(near)
    for found in sftp.listdir_attr(far):
        source, target = far + "/" + found.filename, near + "/" + found.filename
        (get_tree if stat.S_ISDIR(found.st_mode) else get)(sftp, source, target)
    os.chmod(near, stat.S_IMODE(sftp.stat(far).st_mode))


def show(sftp, far):
    for name in sftp.listdir(far):
        print(name)


port, user, key, command, *paths = sys.argv[1:]
actions = {"put": put, "get": get, "put-tree": put_tree, "get-tree": get_tree, "list": show}
with paramiko.SSHClient() as client:
    client.set_missing_host_key_policy(paramiko.AutoAddPolicy())
    client.connect(
        "127.0.0.1",
        port=int(port),
        username=user,
        key_filename=key,
        look_for_keys=False,
        allow_agent=False,
    )
    with client.open_sftp() as session:
        actions[command](session, *paths)
